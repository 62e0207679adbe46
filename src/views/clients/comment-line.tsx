import type { Comment } from '../../domain/clients/client.js';
import { codeWords } from '../../domain/clients/coded-rows.js';
import { commentRows } from '../../domain/clients/comment.js';
import { showDay } from '../../domain/time/day.js';

type Props = {
  comments: readonly Comment[];
  /** The number of the comment in the line, from 1, the oldest first; or all of them as a list. */
  current: number | 'all';
  /** The address of the same history with another comment. */
  at: (comment: number | 'all') => string;
};

/** 01/01/2020 ~ Immunity: Titer/MD Dx Mumps */
const worded = (comment: Comment) => `${showDay(comment.appliesOn)} ~ ${codeWords(commentRows, comment)}`;

/** The comments of a client, one at a time with an up and a down toggle that go round, or all at once (I2). */
export const CommentLine = ({ comments, current, at }: Props) => (
  <section class="comments" aria-labelledby="comments">
    <h2 id="comments" class="unseen">
      Comments
    </h2>
    {comments.length === 0 ? (
      <p>Comments: none on file.</p>
    ) : current === 'all' ? (
      <>
        <p>Comments ({comments.length})</p>
        <ul>
          {comments.map((comment) => (
            <li>{worded(comment)}</li>
          ))}
        </ul>
        <p>
          <a href={at(1)}>one comment at a time</a>
        </p>
      </>
    ) : (
      <>
        <p id="comment" role="status">
          <ShownComment comments={comments} current={current} />
        </p>
        <p id="toggles" class="row">
          <Toggles comments={comments} current={current} at={at} />
        </p>
      </>
    )}
  </section>
);

/**
 * The regions that a toggle brings over htmx: the line, whose node stays and so is announced, and the toggles' new
 * addresses.
 */
export const commentRegions = (props: Props & { current: number }) => ({
  comment: <ShownComment {...props} />,
  toggles: <Toggles {...props} />,
});

const ShownComment = ({ comments, current }: { comments: readonly Comment[]; current: number }) => {
  const comment = comments[current - 1];
  return (
    <>
      Comments ({current} of {comments.length}) ... {comment && worded(comment)}
    </>
  );
};

const Toggles = ({ comments, current, at }: Props & { current: number }) => {
  const count = comments.length;
  if (count === 1) return null;
  const toggle = (name: string, arrow: string, to: number) => (
    <a
      id={name}
      href={`${at(to)}#comments`}
      data-hx-get={at(to)}
      data-hx-swap="none"
      data-hx-sync="#toggles:queue last"
    >
      <span aria-hidden="true">{arrow}</span> {name}
    </a>
  );
  return (
    <>
      {toggle('up', '▲', current > 1 ? current - 1 : count)} {toggle('down', '▼', current < count ? current + 1 : 1)}{' '}
      <a href={`${at('all')}#comments`}>all comments</a>
    </>
  );
};
