import type { Child } from 'hono/jsx';
import type { Client } from '../../domain/clients/client.js';
import { recordPath } from '../../domain/clients/record-address.js';
import type { Choice } from '../../domain/codes/choice.js';
import { isAnswered, unanswered } from '../../domain/forms/question.js';
import { lineCount, type TypedVisit } from '../../domain/immunizations/visit.js';
import { listedName } from '../../domain/text/name.js';
import { showDay } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, type Messages } from '../parts/form.js';
import type { Frame } from '../parts/layout.js';
import { Lines } from './visit-fields.js';
import { VisitFields } from './whole-visit.js';
import { openReasons, type WorthWords } from './worth.js';

type HeadProps = { client: Client; title: string; of?: string | undefined; children?: Child };

/** The head of a visit's form, with the client, and with the dose where it is of one. */
export const VisitHead = ({ client, title, of, children }: HeadProps) => (
  <header class="client-head">
    <p class="back">
      <a href={recordPath(client.id, 'immunizations')}>Immunization history</a>
    </p>
    <div class="names">
      <h1>{title}</h1>
      <p class="who">
        {listedName(client.personal)} <span class="dot">·</span> <span>MIIC ID: {client.id}</span>{' '}
        <span class="dot">·</span> <span>born {showDay(client.personal.birthDate)}</span>
      </p>
      {of ? <p>{of}</p> : null}
    </div>
    {children}
  </header>
);

export type FormProps = {
  frame: Frame;
  client: Client;
  action: string;
  title: string;
  /** The dose on file that it is about, in words. */
  of?: string;
  entry: Entry;
  message?: string | undefined;
  /** After a submit that was refused. */
  failed?: boolean | undefined;
  /** Hidden values that say what the form was shown for. */
  carried: Readonly<Record<string, string | number | undefined>>;
  /** Controls at the top right, Save the first. */
  controls: Child;
  /** That what is typed is not saved. */
  kept?: Child;
  /** The question before something is done: to delete, or to correct doses saved before. */
  asked?: Child;
  /** For a whole visit; one immunization on file has one line. */
  several: boolean;
  lots?: Readonly<Record<number, string>> | undefined;
  own?: readonly Choice[] | undefined;
  /** Controls that add a line for what is due and has none. */
  due?: Child;
  /** The date administered whole, where a short one is typed. */
  readAs?: string | undefined;
  /** What the lines would be, were they saved. */
  worth?: readonly WorthWords[] | undefined;
  /** The line that takes the focus. */
  focus?: number | undefined;
};

/**
 * The form of a visit and its immunizations (I5). Its first control only keeps what is typed: Enter never saves. With
 * scripts it is sent beside the page, so that nothing typed is lost with the line; a visit is kept while it is typed
 * (C20).
 */
export const VisitForm = (props: FormProps) => {
  const { frame, client, action, title, of, carried, controls, several } = props;
  const parts = visitRegions(props);
  return (
    <form
      method="post"
      action={action}
      id="visit"
      autocomplete="off"
      novalidate
      data-hx-post={action}
      data-hx-trigger={several ? 'submit, input delay:4s' : 'submit'}
      data-hx-swap="none"
      data-hx-sync="this:queue all"
    >
      <input type="submit" class="unseen-control" name="do.stage" value="Keep what is typed" />
      <Csrf token={frame.csrf} />
      <input type="hidden" name="organization" value={frame.viewer?.organization.id} />
      {Object.entries(carried).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <VisitHead client={client} title={title} of={of}>
        <p class="actions">{controls}</p>
      </VisitHead>
      <div id="problems">{parts.problems}</div>
      <div id="kept">{parts.kept}</div>
      <div id="asked">{parts.asked}</div>
      <section aria-labelledby="of-visit">
        <h2 id="of-visit">Visit</h2>
        <div id="visit-fields">{parts['visit-fields']}</div>
      </section>
      <div id="due">{parts.due}</div>
      <div id="lines">{parts.lines}</div>
    </form>
  );
};

/** The parts of the form that an answer brings anew over htmx, by their ids. */
export function visitRegions({
  entry: typed,
  message,
  kept,
  asked,
  several,
  action,
  lots,
  own,
  due,
  worth,
  readAs,
  focus,
  failed,
}: FormProps) {
  const count = lineCount(typed.values);
  const open = failed && worth ? openReasons(worth, typed.values) : undefined;
  const entry = open ? { ...typed, errors: { ...typed.errors, ...open.fields } } : typed;
  const held = { ...unanswered(typed.questions ?? {}, typed.asTyped), ...typed.errors, ...open?.summary };
  return {
    problems: (
      <ErrorSummary
        errors={count > 1 ? ofLines(held) : held}
        {...(message ? { message } : failed && { kept: 'Not saved. What you typed stands below.' })}
      />
    ),
    kept,
    asked,
    due,
    'visit-fields': <VisitFields {...{ entry, action, readAs }} />,
    lines: (
      <>
        <input type="hidden" name="lines" value={count} />
        <Lines entry={entry} count={count} several={several} {...{ action, lots, own, worth, focus }} />
        <HiddenAnswers entry={entry} shown={worth?.flatMap(({ asks }) => asks ?? []) ?? []} />
      </>
    ),
  };
}

/** What is wrong in one of several lines says in which. */
const ofLines = (messages: Messages): Messages =>
  Object.fromEntries(
    Object.entries(messages).map(([name, text]) => {
      const line = /\d+$/.exec(name)?.[0];
      const said = `Immunization ${line}: `;
      return [name, line && !text.startsWith(said) ? `${said}${text}` : text];
    }),
  );

/** Answers to questions that are not asked on this page: they stand for exactly the values that they were given for. */
const HiddenAnswers = ({ entry, shown }: { entry: Entry; shown: readonly string[] }) => (
  <>
    {(entry.values.asTyped ?? '')
      .split(' ')
      .filter(
        (id) =>
          id && !shown.includes(id) && !Object.values(entry.questions ?? {}).some((asked) => isAnswered(asked, id)),
      )
      .map((id) => (
        <input type="hidden" name="asTyped" value={id} />
      ))}
  </>
);

/** Nothing typed yet: mL is what nearly every dose is measured in. */
export const emptyVisit = (start: TypedVisit = {}): Record<string, string> => ({ lines: '1', unit1: 'mL', ...start });
