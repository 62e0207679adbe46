import { type Choice, choicesFrom } from './choice.js';

/** The days that must be said of a condition, in words that ask for them. */
export type DaysAsked = { readonly from?: string; readonly until?: string };

/**
 * A condition that changes what is due (F1): its code is an observation of the schedule, and stays for good, since
 * records keep it.
 */
export interface Condition extends Choice {
  /** Another observation of the schedule that counts from the same day. */
  readonly also?: string;
  /** Conditions that count from their days, or end with them. */
  readonly asked: DaysAsked;
  /** True if it matters before its first day: a journey, an operation. */
  readonly ahead: boolean;
}

const ended = { until: 'Enter the day on which it was over, or will be.' };
const blood = { until: 'Enter the last day on which live vaccines have to wait.' };

const asked: Readonly<Record<string, DaysAsked>> = {
  '007': {
    from: 'Enter the first day of the last period: weeks of pregnancy are counted from it.',
    until: 'Enter the due date, or the day on which the pregnancy ended.',
  },
  '026': { from: 'Enter the day on which antiviral treatment began: doses are counted from it.' },
  '004': { from: 'Enter the day of the transplant: doses are counted from it.' },
  '029': ended,
  '030': ended,
  '033': ended,
  '035': ended,
  '130': blood,
  '134': blood,
  '137': blood,
};

const also: Readonly<Record<string, string>> = { '007': '170', '026': '120', '004': '171' };

const group = (
  label: string,
  table: string,
  { prefix = '', ahead = [] }: { prefix?: string; ahead?: readonly string[] } = {},
) => ({
  label,
  choices: choicesFrom(table).map(({ code, label: name }): Condition => {
    const other = also[code];
    const day = asked[code] ?? {};
    return { code, label: prefix + name, ...(other && { also: other }), asked: day, ahead: ahead.includes(code) };
  }),
});

/**
 * The conditions by group, in the order of the dropdown. The labels are Titer's own. Of observations with the same
 * effect one stands for all. Immunity is a client comment, age comes from the birth date, and an assault is nobody's
 * here to read.
 */
export const conditionGroups = [
  group(
    'Pregnancy and infancy',
    `007 Pregnant; 009 Breastfeeding; 278 Born to a mother given RSV vaccine in that pregnancy;
    028 Intussusception, now or before`,
  ),
  group(
    'Immune system',
    `186 HIV infection, immune status not known; 155 HIV infection, immunity not severely weakened;
    154 HIV infection, immunity severely weakened; 026 HIV infection from birth, MMR given before antiviral treatment;
    003 Weakened immunity, cause not known; 246 Severely weakened immunity, cause not known;
    145 Antibody deficiency, severe; 146 Antibody deficiency, less severe; 273 Immunoglobulin deficiency;
    013 Severe combined immunodeficiency (SCID); 147 T-cell defect, complete or partial;
    149 Interferon-gamma or interleukin-12 defect; 150 Interferon-gamma or interferon-alpha deficiency;
    151 Complement, properdin or factor B deficiency; 274 Treatment with a complement inhibitor;
    152 Chronic granulomatous disease; 153 Leukocyte adhesion or myeloperoxidase defect;
    160 No spleen, or one that does not work; 002 Spleen to be removed; 012 Immune disorder in the family`,
    { ahead: ['002'] },
  ),
  group(
    'Cancer, transplants and treatment',
    `178 Leukemia, lymphoma or Hodgkin disease; 181 Multiple myeloma; 156 Cancer that has spread;
    189 Cancer under treatment; 168 Chemotherapy; 159 Radiation therapy; 158 Medicine that suppresses immunity;
    216 Immunity suppressed by another treatment; 191 CAR-T cell therapy; 004 Stem cell transplant;
    157 Organ transplant; 268 Islet cell transplant; 269 Other transplant; 034 Long-term aspirin`,
  ),
  group(
    'Heart, lungs and blood',
    `016 Heart disease, chronic; 254 Other cardiovascular disease, chronic; 231 Three or more cardiac risk factors;
    017 Lung disease, chronic; 027 Asthma; 253 Asthma, moderate or severe and persistent; 214 COPD or emphysema;
    199 Interstitial lung disease; 200 Cystic fibrosis; 031 Tuberculosis; 259 Sickle cell disease; 205 Thalassemia;
    279 Other disorder of hemoglobin; 258 Other blood disorder, chronic`,
  ),
  group(
    'Other long illness',
    `014 Diabetes; 265 Diabetes with damage to kidneys, nerves, eyes or other organs;
    266 Diabetes on insulin or an SGLT2 inhibitor; 161 Kidney disease, chronic; 032 Dialysis; 114 Kidney failure, end stage;
    167 Nephrotic syndrome; 015 Liver disease, chronic; 005 Hepatitis C infection; 010 Leak of spinal fluid;
    011 Cochlear implant; 260 Nerve or muscle disease that weakens breathing; 076 Nerve disease that gets worse;
    079 Encephalopathy within 7 days of a pertussis vaccine; 257 Severe obesity; 262 Frailty; 042 Smokes cigarettes;
    043 Alcohol dependence; 224 Eczema or another active skin disease`,
  ),
  group(
    'Short illness and treatment',
    `030 Fever, acute; 029 Stomach or bowel infection, acute; 033 Influenza antiviral medicine;
    035 Antibiotic or malaria medicine; 130 Immune globulin, injected; 137 Immune globulin, into a vein;
    134 Transfusion of blood or plasma`,
  ),
  group(
    'Severe allergic reaction to a dose',
    `122 COVID-19 vaccine; 270 chikungunya vaccine; 119 cholera vaccine; 210 dengue vaccine;
    087 diphtheria or tetanus vaccine; 123 Ebola vaccine; 096 hepatitis A vaccine; 097 hepatitis B vaccine; 098 Hib vaccine;
    090 HPV vaccine; 085 influenza vaccine; 192 influenza vaccine grown in eggs; 193 influenza vaccine grown in cells;
    194 recombinant influenza vaccine; 082 Japanese encephalitis vaccine; 095 meningococcal ACWY vaccine;
    116 meningococcal B vaccine; 091 MMR vaccine; 086 pertussis vaccine; 094 pneumococcal vaccine; 081 polio vaccine;
    113 rabies vaccine; 083 rotavirus vaccine; 244 RSV vaccine; 223 smallpox or mpox vaccine;
    252 tick-borne encephalitis vaccine; 084 typhoid vaccine; 089 varicella vaccine; 099 yellow fever vaccine;
    172 zoster vaccine`,
    { prefix: 'Severe allergic reaction to a dose of ' },
  ),
  group(
    'Allergies',
    `112 alum; 103 arginine; 105 chicken protein; 117 diphtheria toxoid; 101 egg; 102 gelatin; 106 gentamicin; 104 latex;
    107 neomycin; 111 phenoxyethanol; 188 polyethylene glycol (PEG); 109 polymyxin B; 187 polysorbate 80; 115 protamine;
    124 rice protein; 108 streptomycin; 118 tetanus toxoid; 110 yeast; 080 some component, not known which, of every vaccine`,
    { prefix: 'Allergy to ' },
  ),
  group(
    'Living and contacts',
    `069 In a correctional facility; 261 In a nursing home; 121 Homeless; 046 Student in a residence hall;
    063 Student after high school; 245 American Indian or Alaska Native; 071 Lives with somebody with hepatitis B;
    038 Sex partner of somebody with hepatitis B; 072 Close contact to a typhoid carrier;
    073 Close contact to somebody with weakened immunity; 044 Awaits an adopted child from abroad;
    225 Lives with somebody pregnant, under 1 year or with eczema; 070 At risk in an outbreak;
    275 At risk in a measles outbreak; 241 Exposed to mpox, or likely; 211 Had dengue, and lives where it is common;
    243 No laboratory proof of earlier dengue`,
  ),
  group(
    'Sexual health and drugs',
    `036 Man who has sex with men; 039 Several sex partners, or a sexually transmitted infection;
    247 At risk of mpox through sex; 040 Uses drugs; 041 Injects drugs; 175 Asks for protection from hepatitis A`,
  ),
  group(
    'Work',
    `055 Health care worker; 057 Public safety worker with contact to blood;
    058 Works or lives in a home for people with developmental disabilities; 064 Military recruit;
    059 Works with a risk of hepatitis A; 050 Works with meningococci; 051 Works with typhoid bacteria;
    052 Works with yellow fever virus; 054 Works with poliovirus, or cares for patients with it;
    251 Works with tick-borne encephalitis virus; 277 Works with chikungunya virus;
    182 Works with Ebola virus, patients or outbreaks; 053 Works with rabies virus;
    219 Works with bats, in bat caves or on dead animals; 062 Works with animals that may have rabies;
    232 Works with smallpox or mpox virus; 236 Works with vaccinia or cowpox virus, or gives ACAM2000`,
  ),
  group(
    'Travel',
    `271 an area with chikungunya; 008 an area with cholera; 142 an area with hepatitis A; 166 an area with hepatitis B;
    165 an area with Japanese encephalitis, long or often; 164 an area with meningococcal disease; 143 an area with polio;
    144 an area with rabies; 249 an area with tick-borne encephalitis; 163 an area with typhoid;
    162 an area with yellow fever, or that requires it; 048 any country abroad`,
    {
      prefix: 'Travel or move to ',
      ahead: ['271', '008', '142', '166', '165', '164', '143', '144', '249', '163', '162', '048'],
    },
  ),
] as const;

/** The same in one list. */
export const conditions: readonly Condition[] = conditionGroups.flatMap(({ choices }) => choices);

/** Every observation of the schedule that a condition stands for. */
export const conditionCodes: ReadonlySet<string> = new Set(
  conditions.flatMap(({ code, also: other }) => [code, ...(other ? [other] : [])]),
);
