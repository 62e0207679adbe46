/**
 * The vaccines that a visit of today or a record of late years names: a line with their groups, `+` between them, then
 * one a line with its CVX code and name. Source: the CVX code set of immunization data exchange (CDC), December 2025,
 * names shortened and formulations told apart by one word order. What a combination counts for is what it contains.
 */
export const vaccineCodes = `
ADENO
143 Adenovirus types 4 and 7
ANTHRAX
24 Anthrax
318 Anthrax, post-exposure prophylaxis
319 Anthrax vaccine, unspecified
BCG
19 BCG
CHIK
329 Chikungunya, virus-like particle
CHOLERA
174 Cholera, live attenuated
26 Cholera, unspecified
COVID
213 COVID-19, unspecified
308 COVID-19, mRNA, tris-sucrose, 3 mcg/0.3 mL
310 COVID-19, mRNA, tris-sucrose, 10 mcg/0.3 mL
309 COVID-19, mRNA, tris-sucrose, 30 mcg/0.3 mL
311 COVID-19, mRNA, 25 mcg/0.25 mL
312 COVID-19, mRNA, 50 mcg/0.5 mL
334 COVID-19, mRNA, 10 mcg/0.2 mL
313 COVID-19, subunit, rS-nanoparticle, adjuvanted, 5 mcg/0.5 mL
DENGUE
330 Dengue fever, unspecified
DTAP
20 DTaP
106 DTaP, 5 pertussis antigens
107 DTaP, unspecified
115 Tdap
113 Td (adult), preservative free
09 Td (adult), adsorbed
196 Td, adsorbed, preservative free, adult use, Lf unspecified
139 Td (adult), unspecified
DTAP+HEPB+POLIO
110 DTaP-Hep B-IPV
DTAP+HIB+POLIO
120 DTaP-Hib-IPV
DTAP+POLIO
130 DTaP-IPV
DTAP+POLIO+HIB+HEPB
146 DTaP-IPV-Hib-Hep B
EBOLA
204 Ebola Zaire, live, recombinant
214 Ebola, unspecified
HBIG
30 HBIG
HEPA
83 Hep A, ped/adol, 2 dose
52 Hep A, adult
85 Hep A, unspecified
HEPA+HEPB
104 Hep A-Hep B
HEPB
08 Hep B, adolescent or pediatric
43 Hep B, adult
44 Hep B, dialysis
189 Hep B, CpG adjuvanted
45 Hep B, unspecified
HIB
49 Hib (PRP-OMP)
48 Hib (PRP-T)
17 Hib, unspecified
HPV
165 HPV9
137 HPV, unspecified
IG
86 IG
87 IGIV
14 IG, unspecified
34 RIG
13 TIG
FLU
140 Influenza, split virus, trivalent, preservative free
141 Influenza, split virus, trivalent, preservative
153 Influenza, MDCK, trivalent, preservative free
320 Influenza, MDCK, trivalent, preservative
155 Influenza, recombinant, trivalent, preservative free
135 Influenza, high-dose, trivalent, preservative free
168 Influenza, adjuvanted, trivalent, preservative free
111 Influenza, live, trivalent, intranasal
333 Influenza, live, trivalent, intranasal, given by self or caregiver
88 Influenza, unspecified
151 Influenza nasal, unspecified
JE
134 Japanese Encephalitis IM
129 Japanese Encephalitis, unspecified
MENING
136 Meningococcal MCV4O
203 Meningococcal ACWY, TT conjugate
108 Meningococcal ACWY, unspecified
MENING+MENB
316 Meningococcal ABCWY (MenACWY-TT, MenB)
328 Meningococcal ABCWY (MenACWY oligosaccharide, MenB)
MENB
162 Meningococcal B, recombinant
163 Meningococcal B, OMV
164 Meningococcal B, unspecified
MMR
03 MMR
MMR+VARICELLA
94 MMRV
PNEUMO
215 Pneumococcal conjugate PCV15
216 Pneumococcal conjugate PCV20
327 Pneumococcal conjugate PCV21
133 Pneumococcal conjugate PCV13
33 Pneumococcal polysaccharide PPSV23
152 Pneumococcal conjugate, unspecified
109 Pneumococcal, unspecified
POLIO
10 IPV
89 Polio, unspecified
RABIES
175 Rabies - IM Diploid cell culture
176 Rabies - IM fibroblast culture
90 Rabies, unspecified
ROTAVIRUS
119 Rotavirus, monovalent
116 Rotavirus, pentavalent
122 Rotavirus, unspecified
RSV
303 RSV vaccine, recombinant, adjuvanted (preF)
305 RSV vaccine, bivalent (preF)
326 RSV vaccine, mRNA
306 RSV antibody, nirsevimab, 0.5 mL
307 RSV antibody, nirsevimab, 1.0 mL
332 RSV antibody, clesrovimab, 0.7 mL
314 RSV vaccine, unspecified
315 RSV antibody, unspecified
304 RSV, vaccine or antibody unspecified
VACCINIA
206 Smallpox/mpox, live, nonreplicating
75 Smallpox (vaccinia)
325 Smallpox/mpox, unspecified
TBE
223 Tick-borne encephalitis, pediatric, 0.25 mL
224 Tick-borne encephalitis, 0.5 mL
222 Tick-borne encephalitis, unspecified
TYPHOID
25 Typhoid, oral
101 Typhoid, ViCPs
91 Typhoid, unspecified
VARICELLA
21 Varicella
YELLOWFEVER
37 Yellow fever
184 Yellow fever, unspecified
ZOSTER
187 Zoster recombinant
188 Zoster, unspecified
`;
