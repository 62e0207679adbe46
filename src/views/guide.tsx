import { guide, sectionOf } from './guide-parts.js';
import type { Section } from './guide-section.js';
import { Back } from './help.js';
import { type Frame, Page } from './parts/layout.js';

/** Pictures of the guide by their names: the address, and the size in CSS pixels. */
export type Pictures = ReadonlyMap<string, { readonly url: string; readonly width: number; readonly height: number }>;

type Props = { frame: Frame; screen: string; from: string; pictures: Pictures };

/** The guide, one page; the section of the screen that the light bulb was on leads back to it (L15). */
export const Guide = ({ frame, screen, from, pictures }: Props) => {
  const here = sectionOf(screen);
  return (
    <Page frame={{ ...frame, from }} title={here ? `Guidance: ${here.title}` : 'Guidance'}>
      <div class="guide">
        <nav class="message" aria-labelledby="contents" id={here ? undefined : 'here'}>
          <h1 id="contents">Guidance</h1>
          {guide.map(({ title, sections }) => (
            <>
              <h2>{title}</h2>
              <ul>
                {sections.map((section) => (
                  <li>
                    <a href={`#${section.id}`}>{section.title}</a>
                  </li>
                ))}
              </ul>
            </>
          ))}
          <p>
            More: <a href={frame.site.guidance}>User Guidance and Training Resources</a>
          </p>
          <Back to={from} />
        </nav>
        {guide.flatMap(({ sections }) =>
          sections.map((section) => (
            <SectionOf section={section} from={section === here ? from : undefined} pictures={pictures} />
          )),
        )}
      </div>
    </Page>
  );
};

type SectionProps = { section: Section; from: string | undefined; pictures: Pictures };

const SectionOf = ({ section: { id, title, steps, lines, picture }, from, pictures }: SectionProps) => (
  <section aria-labelledby={id} id={from === undefined ? undefined : 'here'}>
    <h2 id={id}>{title}</h2>
    {steps ? (
      <ol>
        {steps.map((step) => (
          <li>
            <Words text={step} />
          </li>
        ))}
      </ol>
    ) : null}
    {picture ? <Picture {...picture} pictures={pictures} /> : null}
    <ul>
      {lines.map((line) => (
        <li>
          <Words text={line} />
        </li>
      ))}
    </ul>
    <p class="back">
      <a href="#contents">Contents</a> {from && from !== '/' ? <a href={from}>Back to where you were</a> : null}
    </p>
  </section>
);

/** Text with the labels between asterisks in bold. */
const Words = ({ text }: { text: string }) => (
  <>{text.split('*').map((part, at) => (at % 2 === 1 ? <b>{part}</b> : part))}</>
);

const Picture = ({ name, shows, pictures }: NonNullable<Section['picture']> & { pictures: Pictures }) => {
  const picture = pictures.get(name);
  if (!picture) return null;
  return (
    <p>
      <img
        src={picture.url}
        alt={shows}
        width={picture.width}
        height={picture.height}
        loading="lazy"
        decoding="async"
      />
    </p>
  );
};
