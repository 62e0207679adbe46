import { type AnnouncementText, announcementStanding } from '../../domain/announcement.js';
import { type Day, showDay } from '../../domain/time/day.js';
import { AnnouncementBody, AnnouncementLine } from '../parts/announcement.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field, FormKey, TextArea } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Kept = AnnouncementText & { readonly id: number; readonly withdrawnAt: number | null };

const address = '/help-desk/announcements';

/** All announcements, for whoever writes them (A3). */
export const AnnouncementList = ({ frame, list, today }: { frame: Frame; list: readonly Kept[]; today: Day }) => (
  <Page frame={frame} title="Announcements">
    <section aria-labelledby="title">
      <div class="bar">
        <h1 id="title">Announcements</h1>
        <div class="actions">
          <a class="button" href={`${address}/new`}>
            Add announcement
          </a>
        </div>
      </div>
      {list.length === 0 ? (
        <p class="inside">There are none yet.</p>
      ) : (
        <table class="results">
          <thead>
            <tr>
              <th scope="col">Title</th>
              <th scope="col">Date</th>
              <th scope="col">Status</th>
            </tr>
          </thead>
          <tbody>
            {list.map((one) => (
              <tr>
                <th scope="row">
                  <a href={`${address}/${one.id}`}>{one.title}</a>
                </th>
                <td class="n" data-label="Date">
                  {showDay(one.date)}
                </td>
                <td data-label="Status">{announcementStanding(one, today)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  </Page>
);

type FormProps = {
  frame: Frame;
  /** The one that is changed; undefined for a new one. */
  kept?: Kept | undefined;
  entry: Entry;
  message?: string | undefined;
  /** The text as it will stand on Home, if it is whole. */
  preview: AnnouncementText | undefined;
  /** True if somebody else changed it meanwhile: what it is now is shown besides. */
  meanwhile?: boolean;
  said?: string | undefined;
  today: Day;
};

/** Writing an announcement, or changing one (A3). */
export const AnnouncementForm = (props: FormProps) => {
  const { frame, kept, entry, message, preview, meanwhile, said, today } = props;
  const title = kept ? 'Announcement' : 'Add announcement';
  const start = entry.errors || message ? 'Error: ' : said ? 'Done: ' : '';
  const status = said ?? (preview && preview !== kept ? 'The preview stands below. Nothing is saved yet.' : undefined);
  return (
    <Page frame={frame} title={`${start}${title}`} {...(status && { status })}>
      <form method="post" action={`${address}/${kept?.id ?? 'new'}`} autocomplete="off" novalidate>
        <section aria-labelledby="heading">
          <div class="bar">
            <h1 id="heading">{title}</h1>
            <div class="actions">
              <input type="submit" class="main" name="do.save" value="Save" />{' '}
              <input type="submit" name="do.preview" value="Preview" />{' '}
              {kept ? (
                <>
                  {kept.withdrawnAt === null ? (
                    <input type="submit" class="danger" name="do.withdraw" value="Withdraw" />
                  ) : (
                    <input type="submit" name="do.show" value="Show again" />
                  )}{' '}
                </>
              ) : null}
              <a href={address}>Announcements</a>
            </div>
          </div>
          <ErrorSummary errors={entry.errors} message={message} />
          <Csrf token={frame.csrf} />
          {kept ? (
            <input type="hidden" name="revision" value={entry.values.revision} />
          ) : (
            <FormKey value={entry.values.key} />
          )}
          {kept ? <p class="inside">{announcementStanding(kept, today)}.</p> : null}
          <div class="fields">
            <Field entry={entry} name="title" label="Title" class="w12" />
            <TextArea entry={entry} name="body" label="Text" class="w12" hint="Plain text; each line is a paragraph" />
            <Field entry={entry} name="date" label="Date" class="w4" hint="MM/DD/YYYY" />
            <Field entry={entry} name="activeFrom" label="Active from" class="w4" hint="MM/DD/YYYY" />
            <Field entry={entry} name="activeTo" label="Active to" class="w4" hint="May be left empty" />
          </div>
        </section>
      </form>
      {meanwhile && kept ? <Shown text={kept} today={today} id="now" title="What it is now" /> : null}
      {preview ? <Shown text={preview} today={today} id="preview" title="As it stands on Home" /> : null}
    </Page>
  );
};

const Shown = ({ text, today, id, title }: { text: AnnouncementText; today: Day; id: string; title: string }) => (
  <section aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    <ul class="list">
      <AnnouncementLine {...text} today={today} />
    </ul>
    <article class="message" aria-label="Opened">
      <h3>{text.title}</h3>
      <AnnouncementBody {...text} />
    </article>
  </section>
);
