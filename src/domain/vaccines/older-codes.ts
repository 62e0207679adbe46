/**
 * The vaccines that only older records or those from abroad name, written as in vaccine-codes.ts; `none` heads those
 * that belong to no vaccine group. They are chosen by looking for them, and are not in the list at first.
 */
export const olderVaccineCodes = `
ADENO
54 Adenovirus, type 4
55 Adenovirus, type 7
82 Adenovirus, unspecified
CHIK
317 Chikungunya, live attenuated
CHOLERA
172 Cholera, WC-rBS
173 Cholera, BivWC
COVID
207 COVID-19, mRNA, 100 mcg/0.5 mL
208 COVID-19, mRNA, 30 mcg/0.3 mL
210 COVID-19, vector-nr, rS-ChAdOx1, 0.5 mL
211 COVID-19, subunit, rS-nanoparticle+Matrix-M1 Adjuvant, 0.5 mL
212 COVID-19, vector-nr, rS-Ad26, 0.5 mL
217 COVID-19, mRNA, 30 mcg/0.3 mL, tris-sucrose
218 COVID-19, mRNA, 10 mcg/0.2 mL, tris-sucrose
219 COVID-19, mRNA, 3 mcg/0.2 mL, tris-sucrose
221 COVID-19, mRNA, original, 50 mcg/0.5 mL
225 COVID-19, D614, recomb, preS dTM, AS03 adjuvant add, 5mcg/0.5mL
226 COVID-19, D614, recomb, preS dTM, AS03 adjuvant add, 10mcg/0.5mL
227 COVID-19, mRNA, pediatric 50 mcg/0.5 mL
228 COVID-19, mRNA, pediatric 25 mcg/0.25 mL
229 COVID-19, mRNA, bivalent, 50 mcg/0.5 mL
230 COVID-19, mRNA, bivalent booster, 10 mcg/0.2 mL
300 COVID-19, mRNA, bivalent booster, 30 mcg/0.3 mL
301 COVID-19, mRNA, bivalent booster, 10 mcg/0.2 mL, tris-sucrose
302 COVID-19, mRNA, bivalent, 3 mcg/0.2 mL
500 COVID-19, given abroad, product unknown
501 COVID-19, given abroad: QAZCOVID-IN
502 COVID-19, given abroad: COVAXIN
503 COVID-19, given abroad: COVIVAC
504 COVID-19, given abroad: Sputnik Light
505 COVID-19, given abroad: Sputnik V
506 COVID-19, given abroad: CanSino Biological Inc./Beijing Institute of Biotechnology
507 COVID-19, given abroad: Anhui Zhifei Longcom and Institute of Microbiology
508 COVID-19, given abroad: Jiangsu Province Centers for Disease Control and Prevention
509 COVID-19, given abroad: EpiVacCorona
510 COVID-19, given abroad: BIBP, Sinopharm
511 COVID-19, given abroad: CoronaVac, Sinovac
512 COVID-19, given abroad: Medicago, Covifenz
513 COVID-19, given abroad: Anhui Zhifei Longcom, Zifivax
514 COVID-19, given abroad: Zydus Cadila, ZyCoV-D
515 COVID-19, given abroad: Medigen, MVC-COV1901
516 COVID-19, given abroad: Minhai Biotechnology Co, KCONVAC
517 COVID-19, given abroad: Biological E Limited, Corbevax
518 COVID-19, given abroad: VLA2001, Valneva
519 COVID-19, given abroad: mRNA, bivalent BA.1, (Spikevax Bivalent), Moderna
520 COVID-19, given abroad: mRNA, bivalent BA.1, Pfizer-BioNTech
521 COVID-19, given abroad: VidPrevtyn Beta
DENGUE
56 Dengue
DTAP
01 DTP
11 Pertussis
28 DT (pediatric)
35 Tetanus toxoid, adsorbed
112 Tetanus toxoid, unspecified
138 Td (adult)
142 Tetanus toxoid, not adsorbed
DTAP+HIB
22 DTP-Hib
50 DTaP-Hib
DTAP+HIB+HEPB
102 DTP-Hib-Hep B
198 DTP-Hep B-Hib, given abroad
DTAP+POLIO
195 DT-IPV
DTAP+HIB+POLIO
170 DTaP-IPV-Hib, given abroad
DTAP+POLIO+HIB+HEPB
132 DTaP-IPV-Hib-Hep B, historical
HEPA
31 Hep A, pediatric, unspecified
84 Hep A, ped/adol, 3 dose
169 Hep A, live attenuated
HEPA+HEPB
193 Hep A-Hep B, pediatric/adolescent
HEPB
42 Hep B, adolescent/high risk infant
220 Hep B, 3-antigen
HIB
46 Hib (PRP-D)
47 Hib (HbOC)
HIB+HEPB
51 Hib-Hep B
HPV
62 HPV, quadrivalent
118 HPV, bivalent
IG
29 CMVIG
36 VZIG
79 Vaccinia immune globulin
117 VZIG (IND)
154 Hepatitis A immune globulin
156 Rho(D)-IG
157 Rho(D) -IG IM
159 Rho(D) unspecified
180 Tetanus immune globulin
181 Anthrax immune globulin
FLU
15 Influenza, split (incl. purified surface antigen)
16 Influenza, whole
123 Influenza, H5N1-1203
125 Novel Influenza-H1N1-09, nasal
126 Novel influenza-H1N1-09, preservative-free
127 Novel influenza-H1N1-09
128 Novel Influenza-H1N1-09, all formulations
144 Influenza, seasonal, intradermal, preservative free
149 Influenza, live, intranasal, quadrivalent
150 Influenza, split virus, quadrivalent, preservative free
158 Influenza, split virus, quadrivalent, preservative
160 Influenza A monovalent (H5N1), ADJUVANTED-2013
161 Influenza, split virus, quadrivalent, pediatric, preservative free
166 Influenza, intradermal, quadrivalent, preservative free
171 Influenza, MDCK, quadrivalent, preservative free
185 Influenza, recombinant, quadrivalent, preservative free
186 Influenza, MDCK, quadrivalent, preservative
194 Influenza, Southern Hemisphere
197 Influenza, high-dose, quadrivalent, preservative free
200 Influenza, Southern Hemisphere, pediatric, preservative free
201 Influenza, Southern Hemisphere, preservative free
202 Influenza, Southern Hemisphere, quadrivalent, with preservative
205 Influenza, adjuvanted, quadrivalent, preservative free
231 Influenza, Southern Hemisphere, high-dose, quadrivalent
321 Influenza-avian, H5N8, monovalent
322 Influenza-avian, H5N8, monovalent, preservative
323 Influenza-avian, H5, unspecified
331 Influenza, Southern Hemisphere, trivalent
JE
39 Japanese encephalitis SC
LYME
66 Lyme disease
MENING
32 Meningococcal MPSV4
103 Meningococcal C conjugate
114 Meningococcal MCV4P
147 Meningococcal MCV4, unspecified
167 Meningococcal, unknown serogroups
191 Meningococcal A polysaccharide (non-US)
192 Meningococcal AC polysaccharide (non-US)
MENING+HIB
148 Meningococcal C/Y-HIB PRP
MMR
04 Measles and Rubella
05 Measles
06 Rubella
07 Mumps
38 Rubella/mumps
PNEUMO
100 Pneumococcal conjugate PCV7
177 Pneumococcal conjugate PCV10
POLIO
02 OPV
178 OPV, bivalent
179 OPV, monovalent, unspecified
182 OPV, unspecified
324 Poliovirus, inactivated, fractional-dose (fIPV)
RABIES
18 Rabies, intramuscular, unspecified
40 Rabies, intradermal
ROTAVIRUS
74 Rotavirus, tetravalent
RSV
71 RSV-IGIV
93 RSV antibody (palivizumab)
145 RSV antibody (motavizumab)
TBE
77 Tick-borne encephalitis
TYPHOID
41 Typhoid, parenteral
53 Typhoid, parenteral, AKD (U.S. military)
190 Typhoid conjugate vaccine (TCV)
VACCINIA
105 Smallpox (vaccinia), diluted
YELLOWFEVER
183 Yellow fever, alternative
ZOSTER
121 Zoster live
none
23 Plague
78 Tularemia vaccine
80 Venezuelan equine encephalitis, live
81 Venezuelan equine encephalitis, inactivated
92 Venezuelan equine encephalitis, unspecified
131 Typhus, historical
`;
