// Ends a run of tests, unit or browser, by naming its ten slowest: where a minute is to be won next.
import type { Reporter as BrowserReporter, TestCase, TestResult } from '@playwright/test/reporter';
import type { Reporter as UnitReporter } from 'vitest/node';

type Timed = { readonly file: string; readonly title: string; readonly ms: number };

function tell(tests: readonly Timed[]): void {
  if (tests.length < 10) return;
  const slowest = [...tests].sort((a, b) => b.ms - a.ms).slice(0, 10);
  const lines = slowest.map(({ file, title, ms }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${file}: ${title}`);
  process.stdout.write(`\nThe ten slowest of ${tests.length} tests:\n${lines.join('\n')}\n`);
}

export const slowestUnitTests: UnitReporter = {
  onTestRunEnd(modules) {
    tell(
      modules.flatMap((module) =>
        [...module.children.allTests()].map((test) => ({
          file: module.relativeModuleId,
          title: test.fullName,
          ms: test.diagnostic()?.duration ?? 0,
        })),
      ),
    );
  },
};

/** Playwright makes one by itself, from this file's default. */
export default class SlowestJourneys implements BrowserReporter {
  readonly #tests: Timed[] = [];

  onTestEnd(test: TestCase, { duration }: TestResult): void {
    const [, project = '', file = '', ...title] = test.titlePath();
    this.#tests.push({ file: `${file} ${project}`, title: title.join(' '), ms: duration });
  }

  onEnd(): void {
    tell(this.#tests);
  }
}
