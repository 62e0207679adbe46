import { viewersOf } from '../../db/accounts/memberships.js';
import { findUnsavedWork } from '../../db/edits/unsaved.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { may } from '../../policy.js';
import type { Request } from '../../web/context.js';

/** The viewer's unsaved typing, for every organization for which they may still save it (C20, C22). */
export async function unsavedOf(c: Request, viewer: Viewer) {
  const db = c.get('db');
  const clock = c.get('clock');
  const editors = (await viewersOf(db.read, viewer)).filter((one) => may(one, 'edit clients'));
  return findUnsavedWork(db.read, viewer, editors, clock());
}
