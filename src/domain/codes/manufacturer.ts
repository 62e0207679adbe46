import { choicesFrom } from './choice.js';

/**
 * The manufacturers of vaccines, past ones too (I5). Source: the MVX code set of immunization data exchange (CDC),
 * December 2025.
 */
export const manufacturers = choicesFrom(`
  AB Abbott Laboratories; ACA Acambis, Inc; AD Adams Laboratories, Inc.; AKR Akorn, Inc; ALP Alpha Therapeutic
  Corporation; AR Armour; ASZ AstraZeneca; AVB Aventis Behring L.L.C.; AVI Aviron; BRR Barr Laboratories; BN
  Bavarian Nordic A/S; BAH Baxter Healthcare Corporation; BA Baxter Healthcare Corporation (inactive); BAY Bayer
  Corporation; BP Berna Products; BPC Berna Products Corporation; BBI Bharat Biotech International Limited; BTP
  Biotest Pharmaceuticals Corporation; CNJ Cangene Corporation; CAN CanSino Biologics, Inc; CMP Celltech Medeva
  Pharmaceuticals; CEN Centeon L.L.C.; CHI Chiron Corporation; CON Connaught; CRU Crucell; CSL CSL Behring, Inc; DSI
  Dispensing Solutions; DYN Dynaport; DVX Dynavax, Inc.; DVC DynPort Vaccine Company, LLC; MIP Emergent BioDefense
  Operations Lansing; EVN Evans Medical Limited; GEO GeoVax Labs, Inc.; SKB GlaxoSmithKline; GRE Greer Laboratories,
  Inc.; GRF Grifols; IDB ID Biomedical; IAG Immuno International AG; IUS Immuno-U.S., Inc.; INT Intercell
  Biomedical; JSN Janssen; JNJ Johnson and Johnson; KED Kedrion Biopharma; KGC Korea Green Cross Corporation; LED
  Lederle; MBL Massachusetts Biologic Laboratories; MA Massachusetts Public Health Biologic Laboratories; MCM MCM
  Vaccine Company; MDO Medicago, Inc; MED MedImmune, Inc.; MSD Merck and Co., Inc.; IM Merieux; MIL Miles; MOD
  Moderna US, Inc.; MSP MSP Vaccine Company (Merck and Sanofi Pasteur); NAB NABI; NYB New York Blood Center; NAV
  North American Vaccine, Inc.; NOV Novartis Pharmaceutical Corporation; NVX Novavax, Inc.; OTC Organon Teknika
  Corporation; ORT Ortho-clinical Diagnostics; OTH Other manufacturer; PD Parkedale Pharmaceuticals; PAX PaxVax; PFR
  Pfizer, Inc; PWJ PowderJect Pharmaceuticals; PRX Praxis Biologics; PSC Protein Sciences; REB Rebel Distributors;
  PMC Sanofi Pasteur; SCL Sclavo, Inc.; SEQ Seqirus; SPH Sinopharm-Biotech; SNV Sinovac; SOL Solvay Pharmaceuticals;
  SI Swiss Serum and Vaccine Inst.; TAL Talecris Biotherapeutics; TVA TEVA Pharmaceuticals USA; JPN The Research
  Foundation for Microbial Diseases of Osaka University (BIKEN); USA United States Army Medical Research and
  Material Command; UNK Unknown manufacturer; VAL Valneva; VXG VaxGen; VBI VBI Vaccines, Inc; VET Vetter Pharma
  Fertigung GmbH & Co. KG; WAL Wyeth; WA Wyeth-Ayerst; ZLB ZLB Behring`);
