import type { Child } from 'hono/jsx';
import { roleNames, type Viewer } from '../../domain/accounts/viewer.js';
import type { Site } from '../../domain/site.js';
import { attributes, markup } from './markup.js';
import { SessionLimit } from './session.js';

/** The data around every page. */
export type Frame = {
  readonly site: Site;
  /** Nobody here is real: every page says so. */
  readonly isDemonstration: boolean;
  readonly csrf: string;
  readonly css: string;
  readonly icon: string;
  /** For whoever is logged in; the one about the session stands on every page. */
  readonly scripts: readonly string[];
  readonly sessionScript: string;
  /** True if the page answers a form: the typed values are in its fields, and nowhere else. */
  readonly isAnswer: boolean;
  readonly path: string;
  /** The route that answers, in words: of an address that leads nowhere, nothing is repeated. */
  readonly screen: string;
  /** The page that guidance, help desk and Switch organizations lead back to. */
  readonly from: string;
  readonly timeZone: string;
  readonly idleMinutes: number;
  readonly viewer?: Viewer;
  /** Between login and home: nothing else opens (L6). */
  readonly pending?: boolean;
  /** The place of the screen among the four of a first login. */
  readonly step?: number | undefined;
  /** True for whoever may search for clients, on every page. */
  readonly maySearch?: boolean;
  /** The instant at which the session ends unless a page is asked for before, and now (L16); epoch milliseconds. */
  readonly endsAt?: number;
  readonly now?: number;
  /** The menus of the navigation, for whoever is in. */
  readonly menus?: readonly Menu[];
};

/** Links under a heading. */
export type Menu = {
  readonly id: string;
  readonly title: string;
  readonly links: readonly { readonly name: string; readonly href: string }[];
};

type Props = {
  frame: Frame;
  /** Without the site's name. A page with an error begins it with "Error: ". */
  title: string;
  /** Said in the status line on load. */
  status?: string;
  /** Where a page that waits for something is asked for anew without scripts, every ten seconds. */
  refresh?: string | undefined;
  /** The search box in the top bar; false where the page has its own. */
  box?: Box | false;
  children: Child;
};

export type Box = {
  readonly typed?: string | undefined;
  /** The id of the page's form, if what is typed in it is kept when somebody searches (C20). */
  readonly form?: string;
};

/** The whole page: skip link, navigation, top bar, organization line, one status node, the content. */
export const Page = ({ frame, title, status, box = {}, refresh, children }: Props) => markup`<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} &ndash; ${frame.site.name}</title>
    ${refresh && markup`<noscript><meta http-equiv="refresh" content="10; url=${refresh}"></noscript>`}
    <link rel="stylesheet" href="${frame.css}">
    <link rel="icon" href="${frame.icon}">
    ${frame.viewer && frame.scripts.map((src) => markup`<script src="${src}" defer=""></script>`)}
    <script src="${frame.sessionScript}" defer=""></script>
  </head>
  <body class="${frame.viewer && !frame.pending ? 'app' : 'outside'}">
    <a class="skip" href="#content">Skip to the content</a>
    ${frame.viewer && !frame.pending ? surround(frame, frame.viewer, box) : masthead(frame)}
    <main id="content" tabindex="-1">
      <p id="said" class="status" role="status">${status}</p>
      ${frame.step && frame.viewer && markup`<p class="way">Welcome to ${frame.site.name}, ${frame.viewer.userName} (${frame.viewer.organization.name}). <span class="hint">Step ${frame.step} of 4</span></p>`}
      ${children}
      ${SessionLimit({ frame })}
    </main>
  </body>
</html>`;

/** What stands around the pages before home: help, and on the way in a way out. */
const masthead = (frame: Frame) =>
  markup`<header class="masthead">
    <p><b>${frame.site.name}</b> <span>${frame.site.fullName}</span></p>
    <nav aria-label="Account and help"><ul>${frame.viewer && logout(frame)}${help(frame)}</ul></nav>
  </header>`;

const logout = ({ csrf }: Frame) => markup`<li>
  <form method="post" action="/logout">
    <input type="hidden" name="csrf" value="${csrf}">
    <input type="submit" class="link" name="do.logout" value="logout">
  </form>
</li>`;

const help = ({ screen, from }: Frame) => markup`<li><a href="/help-desk?from=${from}">help desk</a></li>
  <li id="bulb">${Bulb({ screen, from })}</li>`;

/** The light bulb, which opens the guide at the section of the screen. */
export const Bulb = ({ screen, from }: Pick<Frame, 'screen' | 'from'>) =>
  markup`<a class="bulb" href="/guidance?for=${screen}&amp;from=${from}#here">guidance</a>`;

const boxHint = 'Name in any order, birth date, MIIC ID, phone or chart number, or some of them together.';

/**
 * The search box (C2), `start` where a page begins with it. A form of the page that keeps what is typed sends it along; a browser that does not know the
 * attribute for that sends the box alone.
 */
export const SearchBox = ({ frame, typed, form, start }: Box & { frame: Frame; start?: boolean }) => {
  const of = attributes({ form, autofocus: start, 'aria-describedby': start && 'box-hint' });
  return markup`<form class="find${start && ' start'}" role="search" method="post" action="/searches">
      <input type="hidden" name="csrf" value="${frame.csrf}">
      <label for="box">Find a client</label>${' '}
      <input id="box" name="box" type="text" value="${typed}" placeholder="Find a client" autocomplete="off" accesskey="b"${of}>${' '}
      <input type="submit" name="do.find" value="Go"${attributes({ form, class: start && 'main' })}>
      ${start && markup`<p class="hint" id="box-hint">${boxHint}</p>`}
    </form>`;
};

const surround = (frame: Frame, viewer: Viewer, box: Box | false) => markup`<header class="functions">
    <p class="site"><b>${frame.site.name}</b> <span>${frame.site.fullName}</span> <span>${frame.site.release}</span></p>
    <details class="menu"><summary>Menu</summary><div>
      ${frame.menus?.map((menu) => functions(menu, frame.path))}
      <nav class="own" aria-label="Account and help">
        <ul>
          <li><a href="/">home</a></li><li><a href="/account">manage my account</a></li>
          ${logout(frame)}${help(frame)}
          <li><a href="/guidance?for=keys&amp;from=${frame.from}#here" accesskey="?">keys</a></li>
        </ul>
      </nav>
    </div></details>
  </header>
  <div class="top">${frame.maySearch && box && SearchBox({ frame, ...box })}</div>
  <aside class="org" aria-label="Logged in as">
    <p>
      <span>organization <b>${viewer.organization.name}</b>${viewer.belongsToSeveral && switchLink(frame)}</span>${' '}
      ${dot}${' '}
      <span>user <b>${viewer.userName}</b></span> ${dot} <span>role <b>${roleNames[viewer.role]}</b></span>
      ${frame.isDemonstration && markup` ${dot} <b>demo</b>`}
    </p>
  </aside>`;

const switchLink = ({ from }: Frame) => markup` <a href="/organizations?from=${from}">Switch organizations</a>`;

const dot = markup`<span class="dot">&bull;</span>`;

const functions = ({ id, title, links }: Menu, path: string) =>
  markup`<nav aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <ul>${links.map(
      ({ name, href }) =>
        markup`<li><a href="${href}"${isWithin(path, href) ? markup` aria-current="true"` : null}>${name}</a></li>`,
    )}</ul>
  </nav>`;

const isWithin = (path: string, href: string) => path === href || path.startsWith(`${href}/`);
