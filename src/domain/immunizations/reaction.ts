import { choicesFrom } from '../codes/choice.js';

/** Reactions after a dose (I5). Source: the vaccination reactions of immunization data exchange. */
export const reactions = choicesFrom(`
  39579001 Anaphylaxis; 81308009 Disorder of brain (encephalopathy); VXC9 Persistent, inconsolable crying for 3 hours or
  more within 48 hours; VXC10 Collapse or shock-like state within 48 hours; VXC11 Convulsions within 72 hours;
  VXC12 Fever of 40.5 C (105 F) or more within 48 hours; VXC13 Guillain-Barre syndrome within 6 weeks;
  VXC14 Rash within 14 days; VXC15 Intussusception within 30 days`);
