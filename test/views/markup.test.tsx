import { expect, test } from 'vitest';
import { attributes, markup } from '../../src/views/parts/markup.js';

const text = (made: unknown) => `${made}`;

test('what is put into a template is escaped, in text and in attributes', () => {
  const typed = `<script>alert("1")</script> & 'so'`;
  const safe = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;so&#39;';
  expect(text(markup`<p title="${typed}">${typed}</p>`)).toBe(`<p title="${safe}">${safe}</p>`);
  expect(text(attributes({ value: typed, readonly: true, class: undefined, required: false }))).toBe(
    ` value="${safe}" readonly=""`,
  );
});

test('lists are joined, nothing stands for nothing, and markup is not escaped again', () => {
  const items = ['<a>', '<b>'].map((item) => markup`<li>${item}</li>`);
  expect(text(markup`<ul>${items}</ul>${null}${undefined}${false}${0}`)).toBe(
    '<ul><li>&lt;a&gt;</li><li>&lt;b&gt;</li></ul>0',
  );
});

test('templates and components stand in each other', () => {
  const Name = ({ name }: { name: string }) => <b>{name}</b>;
  const Row = ({ name }: { name: string }) => markup`<td>${<Name name={name} />}</td>`;
  expect(
    text(
      <tr>
        <Row name="O'Neil <x>" />
      </tr>,
    ),
  ).toBe('<tr><td><b>O&#39;Neil &lt;x&gt;</b></td></tr>');
});

test('an object that comes from elsewhere is text, whatever it says of itself in JSON', () => {
  const sent = JSON.parse('{"toString":"<i>","isEscaped":false}');
  expect(() => text(markup`${sent}`)).toThrow();
});
