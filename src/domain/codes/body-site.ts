import { choicesFrom } from './choice.js';

/**
 * The places on the body where a dose was given (I5). Source: HL7 table 0163, of which LA stands for the whole upper
 * arm.
 */
export const bodySites = choicesFrom(`
  LA Left Upper Arm; RA Right Upper Arm; LD Left Deltoid; RD Right Deltoid; LT Left Thigh; RT Right Thigh;
  LVL Left Vastus Lateralis; RVL Right Vastus Lateralis; LG Left Gluteus Medius; RG Right Gluteus Medius;
  LLFA Left Lower Forearm; RLFA Right Lower Forearm; LN Left Naris; RN Right Naris; BN Both Nares; MO Mouth`);
