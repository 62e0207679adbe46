/** A product by its trade name: the vaccine that it is, and who makes it. */
export type TradeName = { readonly name: string; readonly cvx: string; readonly mvx: string };

// CVX code, MVX code, names with commas between. Sources: the trade names of immunization data exchange, December 2025
// (one spelling each), and the manufacturer whom the label of each product names.
const products = `
143 BRR Adenovirus types 4 and 7
24 MIP Biothrax, Cyfendus
19 OTC Tice BCG
19 AD Mycobax
317 VAL Ixchiq
329 BN Vimkunya
174 BN Vaxchora
309 PFR Comirnaty
310 PFR Pfizer-BioNTech COVID-19 5 to 11 years
308 PFR Pfizer-BioNTech COVID-19 under 5 years
312 MOD Spikevax
311 MOD Moderna COVID-19 under 12 years
334 MOD mNEXSPIKE
313 NVX Nuvaxovid
207 MOD Moderna COVID-19 original
208 PFR Pfizer-BioNTech COVID-19 original
217 PFR Pfizer-BioNTech COVID-19 original tris-sucrose
211 NVX Novavax COVID-19 original
212 JSN Janssen COVID-19
210 ASZ AstraZeneca COVID-19
300 PFR Pfizer-BioNTech COVID-19 bivalent
229 MOD Moderna COVID-19 bivalent
502 BBI Covaxin
511 SNV Coronavac
510 SPH Sinopharm COVID-19
506 CAN Convidecia
512 MDO Covifenz
56 PMC Dengvaxia
20 SKB Infanrix
20 PMC Tripedia
20 WAL Acel-Imune
20 NAV Certiva
106 PMC Daptacel
146 MSP Vaxelis
110 SKB Pediarix
120 PMC Pentacel
130 SKB Kinrix
130 PMC Quadracel
50 PMC TriHIBit
22 WAL Tetramune
115 PMC Adacel
115 SKB Boostrix
113 PMC Decavac, Tenivac
09 MBL TdVax
204 MSD Ervebo
83 SKB Havrix pediatric
52 SKB Havrix adult
83 MSD Vaqta pediatric
52 MSD Vaqta adult
104 SKB Twinrix
08 SKB Engerix-B pediatric
43 SKB Engerix-B adult
08 MSD Recombivax HB pediatric
43 MSD Recombivax HB adult
44 MSD Recombivax HB dialysis
189 DVX Heplisav-B
220 VBI PreHevbrio
49 MSD PedvaxHIB
48 PMC ActHIB, OmniHIB
48 SKB Hiberix
47 WAL HibTITER
46 PMC ProHIBit
51 MSD Comvax
118 SKB Cervarix
62 MSD Gardasil
165 MSD Gardasil 9
140 SKB Fluarix, FluLaval
140 PMC Fluzone
140 SEQ Afluria
141 PMC Fluzone multi-dose
141 SEQ Afluria multi-dose
153 SEQ Flucelvax
320 SEQ Flucelvax multi-dose
155 PSC Flublok
135 PMC Fluzone High-Dose
168 SEQ Fluad
111 MED FluMist
333 MED FluMist Home
141 NOV Fluvirin
140 NOV Agriflu
144 PMC Fluzone Intradermal
150 SKB Fluarix Quadrivalent, FluLaval Quadrivalent
150 PMC Fluzone Quadrivalent
150 SEQ Afluria Quadrivalent
158 PMC Fluzone Quadrivalent multi-dose
158 SEQ Afluria Quadrivalent multi-dose
161 PMC Fluzone Quadrivalent pediatric
161 SEQ Afluria Quadrivalent pediatric
166 PMC Fluzone Quadrivalent Intradermal
171 SEQ Flucelvax Quadrivalent
186 SEQ Flucelvax Quadrivalent multi-dose
185 PSC Flublok Quadrivalent
197 PMC Fluzone High-Dose Quadrivalent
205 SEQ Fluad Quadrivalent
149 MED FluMist Quadrivalent
134 INT Ixiaro
39 JPN JE-Vax
136 SKB Menveo
114 PMC Menactra
32 PMC Menomune
203 PMC MenQuadfi
328 SKB Penmenvy
316 PFR Penbraya
163 SKB Bexsero
162 PFR Trumenba
148 SKB MenHibrix
03 MSD M-M-R II
03 SKB Priorix
94 MSD ProQuad
05 MSD Attenuvax
07 MSD Mumpsvax
06 MSD Meruvax II
38 MSD Biavax II
133 WAL Prevnar 13
100 WAL Prevnar 7
215 MSD Vaxneuvance
216 PFR Prevnar 20
327 MSD Capvaxive
33 MSD Pneumovax 23
10 PMC IPOL
02 WAL Orimune
175 PMC Imovax
40 PMC Imovax ID
176 BN RabAvert
119 SKB Rotarix
116 MSD RotaTeq
303 SKB Arexvy
305 PFR Abrysvo
326 MOD mRESVIA
307 PMC Beyfortus 1.0 mL
306 PMC Beyfortus 0.5 mL
332 MSD Enflonsia
206 BN Jynneos
75 MIP ACAM2000
75 WAL Dryvax
223 PFR Ticovac 0.25 mL
224 PFR Ticovac 0.5 mL
25 BN Vivotif
101 PMC Typhim Vi
21 MSD Varivax
37 PMC YF-Vax
183 PMC Stamaril
121 MSD Zostavax
187 SKB Shingrix
`;

/** The trade names that an immunization can be recorded under (I5). */
export const tradeNames: readonly TradeName[] = products
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [cvx = '', mvx = '', ...words] = line.split(' ');
    return words
      .join(' ')
      .split(', ')
      .map((name) => ({ name, cvx, mvx }));
  });

const byName = new Map(tradeNames.map((product) => [product.name.toLowerCase(), product]));

/** The product of a trade name, capitals aside; undefined where the name is not on the list. */
export function findTradeName(name: string): TradeName | undefined {
  return byName.get(name.toLowerCase());
}
