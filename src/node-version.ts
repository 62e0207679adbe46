// Imported before everything else: better-sqlite3 crashes on older versions without saying why.
const least = 22;
const found = Number(process.versions.node.split('.')[0]);
if (found < least) {
  process.stderr.write(
    `Titer needs Node ${least} or newer and was started with ${process.version}. Start it with npm start: the ` +
      'packages bring Node 24 along.\n',
  );
  process.exit(1);
}
