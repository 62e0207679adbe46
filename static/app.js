// Said by this script when a request of htmx did not reach the server: what was typed is still on the page.
document.addEventListener('htmx:error', () => {
  const status = document.getElementById('said');
  if (status) status.textContent = 'The server could not be reached. What you typed is still here: try again.';
});
