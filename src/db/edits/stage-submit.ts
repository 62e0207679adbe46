import type { Viewer } from '../../domain/accounts/viewer.js';
import { type Control, press, type Stage } from '../../domain/edits/press.js';
import { laySubmit, type Submit } from '../../domain/edits/submit.js';
import type { Tx } from '../engine/database.js';
import { keepDraft } from './drafts.js';
import { loadSources } from './sources.js';

/**
 * Lays a submitted form over the viewer's draft and keeps it (C20): on disk before anything else happens. A form that
 * this client's record never had is not taken.
 */
export async function stageSubmit(
  tx: Tx,
  viewer: Viewer,
  submit: Submit,
  control?: Control,
): Promise<Stage | 'hidden' | 'not as shown'> {
  const sources = await loadSources(tx, viewer, submit.clientId, { stamp: submit, birthDate: submit.values.birthDate });
  if (!sources) return 'hidden';
  const submission = laySubmit(sources, submit);
  if (submission === 'not as shown') return submission;
  const stage = press(submission, control);
  await keepDraft(tx, viewer, submit.clientId, stage.draftRow);
  return stage;
}
