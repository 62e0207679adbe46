import { labelOf } from '../../domain/codes/choice.js';
import { vaccineGroups } from '../../domain/vaccines/vaccine-group.js';
import { type Frame, Page } from '../parts/layout.js';

type Preview = {
  readonly version: string;
  readonly against: string;
  readonly clients: number;
  readonly changed: number;
  readonly cutShort: boolean;
  readonly differences: readonly {
    readonly group: string;
    readonly what: string;
    readonly why: string;
    readonly clients: number;
  }[];
};

/** The most lines that are shown: the rare ones come last. */
const mostLines = 100;

/** What a release would change for a sample of clients: nobody is named. */
export const PreviewPage = ({ frame, id, preview }: { frame: Frame; id: number; preview: Preview }) => {
  const { version, against, clients, changed, cutShort, differences } = preview;
  const left = differences.length - mostLines;
  return (
    <Page frame={frame} title={`Preview of vaccine schedule ${id}`}>
      <p class="back">
        <a href={`/schedules/${id}`}>Back to the release</a>
      </p>
      <h1>Preview of {version}</h1>
      <section aria-labelledby="changes">
        <h2 id="changes">What would change today</h2>
        <p class="inside">
          {changed === 0 ? 'Nothing changes' : `Something changes for ${changed}`} of {clients}{' '}
          {clients === 1 ? 'client' : 'clients'} that you may see, held against {against}.
          {cutShort ? ' There was no time for more of them.' : ''}
        </p>
        {differences.length > 0 ? (
          <div class="scroll">
            <table class="results">
              <thead>
                <tr>
                  {['Clients', 'Vaccine Group', 'What changes', 'What decides now'].map((name) => (
                    <th scope="col">{name}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {differences.slice(0, mostLines).map(({ clients, group, what, why }) => (
                  <tr>
                    <td class="n" data-label="Clients">
                      {clients}
                    </td>
                    <th scope="row">{labelOf(vaccineGroups, group)}</th>
                    <td data-label="What changes">{what}</td>
                    <td data-label="What decides now">{why}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : null}
        {left > 0 ? <p class="inside">And {left} more, each for fewer clients.</p> : null}
        <p class="inside hint">A sample over the whole registry. Nobody is named, and nothing is changed by looking.</p>
      </section>
    </Page>
  );
};
