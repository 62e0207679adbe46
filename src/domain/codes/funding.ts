import { choicesFrom } from './choice.js';

/**
 * Funding eligibility of the client for a dose (I5). Source: HL7 table 0064, with the local codes of registries that
 * exchange with this one. VFC: Vaccines for Children.
 */
export const fundings = choicesFrom(`
  V01 Not VFC eligible; V02 VFC eligible: Medicaid or Medicaid managed care; V03 VFC eligible: Uninsured;
  V04 VFC eligible: American Indian or Alaska Native;
  V05 VFC eligible: Under-insured at a Federally Qualified Health Center; V06 VFC eligible: State specific (S-CHIP plan);
  V07 VFC eligible: Local specific; V08 Not VFC eligible: Under-insured; V22 CHIP; V23 317; V24 Medicare;
  V25 State program; MIA04 Public vaccine, replacement program; MIA05 Medicare, parts A B and D;
  MIA08 Private stock, other public purchase; MIA10 All hazard eligible, public purchase; MIA14 Medicaid, not VFC;
  OR01 Special projects`);
