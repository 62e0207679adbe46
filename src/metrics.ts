import { statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from './db/engine/database.js';
import { measured } from './db/operations/measured.js';
import type { Observe } from './web/middleware.js';

export type Metrics = {
  readonly observe: Observe;
  /** All of them as Prometheus reads them. */
  text(): Promise<string>;
};

const seconds = (ms: number | null | undefined) => (ms ?? 0) / 1000;

/**
 * What is to be watched, for Prometheus (docs/operating.md). Requests are counted as they come; all else is read when it is asked
 * for.
 */
export function createMetrics(db: Database, file: string, clock: () => number): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const requests = new Histogram({
    name: 'titer_request_seconds',
    help: 'Time to answer, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 3],
    registers,
  });
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name, help, labelNames, registers });
  const counter = (name: string, help: string) => new Counter({ name, help, registers });
  const commits = counter('titer_commits_total', 'Transactions that were committed');
  const writes = counter('titer_writes_total', 'Writes in them');
  const commitSeconds = counter(
    'titer_commit_seconds_total',
    'Time that the commits took, waiting for others included',
  );
  const queue = gauge('titer_write_queue', 'Writes that wait for a commit');
  const values = gauge('titer_saved_values', 'Values that were changed by Saves since the registry began');
  const auditRows = gauge('titer_audit_rows', 'Number of the last row of the audit log');
  const mail = gauge('titer_mail', 'Mails by where they are', 'standing');
  const openJobs = gauge('titer_jobs_open', 'Ordered jobs that are not over', 'kind');
  const clockJobs = gauge('titer_clock_job_ended_timestamp_seconds', 'When a job of the clock was last over', 'job');
  const failed = gauge('titer_clock_job_failed', 'Whether its last run failed', 'job');
  const backup = gauge('titer_backup_timestamp_seconds', 'The moment of the last good backup; 0 without one');
  const bytes = gauge('titer_database_bytes', 'Size of the database and of its WAL', 'file');
  const asked = gauge('titer_clock_timestamp_seconds', 'The clock of the registry');

  async function collect() {
    const { activity } = db;
    for (const [metric, now] of [
      [commits, activity.commits],
      [writes, activity.writes],
      [commitSeconds, seconds(activity.commitMs)],
    ] as const) {
      metric.reset();
      metric.inc(now);
    }
    queue.set(activity.waiting());
    const now = await measured(db.read);
    values.set(now.lastChange);
    auditRows.set(now.lastAuditRow);
    mail.set({ standing: 'waiting' }, now.mailWaiting);
    mail.set({ standing: 'troubled' }, now.mailTroubled);
    openJobs.reset();
    for (const { kind, clockName, endedAt, fault } of now.jobs) {
      if (clockName) {
        clockJobs.set({ job: clockName }, seconds(endedAt));
        failed.set({ job: clockName }, fault === '' ? 0 : 1);
      } else openJobs.inc({ kind });
    }
    backup.set(seconds(now.lastBackupAt));
    for (const end of ['', '-wal'])
      bytes.set({ file: `titer.db${end}` }, statSync(`${file}${end}`, { throwIfNoEntry: false })?.size ?? 0);
    asked.set(seconds(clock()));
  }

  return {
    observe: ({ method, route, status, ms }) => requests.observe({ method, route, status }, ms / 1000),
    async text() {
      await collect();
      return register.metrics();
    },
  };
}

/** The longest that a registry that is ready takes for a write, in milliseconds. */
const longestWrite = 2000;

/** Whether it can be read and written to, and goes on running. */
async function isReady(db: Database): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, longestWrite, false);
  const written = db.write(async () => true).catch(() => false);
  return Promise.race([written, late]).finally(() => clearTimeout(timer));
}

/**
 * Answers whoever watches the registry, on a port of this machine alone: /metrics, /healthz (the process answers) and /readyz
 * (it reads and writes, and is not about to stop).
 */
export function serveWatchers(port: number, db: Database, metrics: Metrics, isStopping: () => boolean): Server {
  const pages: Readonly<Record<string, () => Promise<readonly [number, string]>>> = {
    '/healthz': async () => [200, 'ok\n'],
    '/readyz': async () => (!isStopping() && (await isReady(db)) ? [200, 'ready\n'] : [503, 'not ready\n']),
    '/metrics': async () => [200, await metrics.text()],
  };
  return createServer((request, response) => {
    const page = request.method === 'GET' ? pages[request.url ?? ''] : undefined;
    const answer = page?.() ?? Promise.resolve([404, 'There is /metrics, /healthz and /readyz.\n'] as const);
    void answer
      .catch(() => [500, 'failed\n'] as const)
      .then(([status, text]) => {
        response.writeHead(status, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
        response.end(text);
      });
  }).listen(port, '127.0.0.1');
}
