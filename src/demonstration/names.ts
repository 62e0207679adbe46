/** As far as given names tell. */
export type Gender = 'M' | 'F';

/** The people of a part of the region: how they are named, and what a clinic writes down of them. */
export type People = {
  /** Households among about a hundred. */
  readonly share: number;
  readonly last: readonly string[];
  readonly given: Readonly<Record<Gender, readonly string[]>>;
  readonly middle: Readonly<Record<Gender, readonly string[]>>;
  readonly race: readonly string[];
  readonly ethnicity: string;
  /** Countries of birth of those who were born elsewhere. */
  readonly countries: readonly string[];
  /** The way in which a family gets its last name. */
  readonly naming: 'one for all' | 'each their own' | 'of both parents' | "father's and grandfather's";
};

const list = (text: string): readonly string[] => text.trim().split(/\s*;\s*/);

const white = ['2106-3'];
const asian = ['2028-9'];
const hispanic = '2135-2';
const notHispanic = '2186-5';

const scandinavian: People = {
  share: 18,
  last: list(`ANDERSON; JOHNSON; LARSON; OLSON; PETERSON; NELSON; SWANSON; LINDQUIST; LINDGREN; BERGSTROM; ENGEBRETSON;
    HALVORSON; THORSON; GUSTAFSON; HAUGEN; SOLBERG; NYGAARD; SØRENSEN; BJÖRKLUND; ÅKERLUND; TOLLEFSON; AASGAARD`),
  given: {
    M: list(
      'ERIK; ANDERS; LARS; NILS; SOREN; GUNNAR; OSCAR; AXEL; HENRIK; LEIF; CARL; THEODORE; MAGNUS; SVEN; BJØRN; OWEN',
    ),
    F: list(
      'INGRID; ASTRID; SIGRID; KIRSTEN; ANNIKA; GRETA; LINNEA; SOLVEIG; BRITTA; KARIN; ELSA; FREYA; HAZEL; NORA; MAREN',
    ),
  },
  middle: { M: list('JAMES; PAUL; ARNE; J; DAVID; MARTIN; L'), F: list('MARIE; ANN; K; LOUISE; RUTH; JEAN; M') },
  race: white,
  ethnicity: notHispanic,
  countries: ['NOR', 'SWE'],
  naming: 'one for all',
};

const german: People = {
  share: 16,
  last: list(`SCHMIDT; MUELLER; MÜLLER; SCHROEDER; KOENIG; WAGNER; BECKER; SCHNEIDER; HOFFMANN; KRAUSE; ZIMMERMAN; LOEFFLER;
    VON DER HEIDE; SCHÖNFELD; WEBER; DIETRICH; GOETZ; HEINEN; STANGL; BAUMGARTNER; ROTHFUSZ; KLOSTERMANN`),
  given: {
    M: list(
      'HENRY; JACOB; LUKE; WALTER; OTTO; FELIX; MAX; KARL; LOUIS; AUGUST; JONAS; BENJAMIN; WILLIAM; LOGAN; HERMAN',
    ),
    F: list('EMMA; CLARA; LENA; MATHILDA; ROSE; ANNA; HEIDI; LOUISA; GRETCHEN; IDA; FRIEDA; ABIGAIL; ELLA; JOSEPHINE'),
  },
  middle: { M: list('JOSEPH; JOHN; F; MICHAEL; GEORGE; ROBERT'), F: list('ELIZABETH; C; THERESE; MARY; JANE; SOPHIA') },
  race: white,
  ethnicity: notHispanic,
  countries: ['DEU'],
  naming: 'one for all',
};

const hmong: People = {
  share: 14,
  last: list('VANG; XIONG; YANG; LEE; THAO; MOUA; HER; LOR; VUE; CHA; HANG; KUE; KHANG; CHENG; FANG; MOUACHEUPAO'),
  given: {
    M: list('TOU; KONG; PAO; CHUE; NENG; LENG; FUE; TENG; XAI; MENG; KOU; BEE; JOHNNY; ETHAN; TYLER; TOUFUE; TOU GER'),
    F: list(
      'MAI; PA NHIA; KAO; YER; BAO; GAO SHENG; MAI YIA; PAHOUA; SHENG; KALIA; PANG; NOU; EMILY; SUNNY; MAIV; PA KOU',
    ),
  },
  middle: { M: list('TOU; PAO; A; JOHN'), F: list('NHIA; KOU; CHEE; GRACE') },
  race: asian,
  ethnicity: notHispanic,
  countries: ['LAO', 'THA'],
  naming: 'each their own',
};

const somali: People = {
  share: 13,
  last: list(
    'ALI; MOHAMED; AHMED; HASSAN; ABDI; OMAR; FARAH; WARSAME; JAMA; NUR; HUSSEIN; ISMAIL; YUSUF; ADAN; ABDULLAHI; DIRIYE',
  ),
  given: {
    M: list(
      'ABDIRAHMAN; MOHAMED; LIBAN; ZAKARIYA; AYANLE; GULED; HAMZA; IBRAHIM; BILAL; MAHAD; YASIN; SAKARIYE; IDRIS; KHALID',
    ),
    F: list(
      'AMINA; FADUMO; HODAN; ASHA; IFRAH; SAGAL; ZAHRA; HAWA; NASRA; SUMAYA; IKRAM; RAHMA; FARTUN; HIBAQ; KHADRA',
    ),
  },
  middle: { M: [], F: [] },
  race: ['2054-5'],
  ethnicity: notHispanic,
  countries: ['SOM', 'KEN', 'ETH'],
  naming: "father's and grandfather's",
};

const latin: People = {
  share: 15,
  last: list(`GARCÍA; HERNÁNDEZ; LÓPEZ; MARTÍNEZ; RODRÍGUEZ; SÁNCHEZ; PÉREZ; RAMÍREZ; DE LA CRUZ; FLORES; ORTEGA; MUÑOZ;
    PEÑA; CASTILLO; GUZMÁN; VÁZQUEZ; DEL RÍO; NÚÑEZ; AGÜERO; MORALES; DE LA ROSA; ZÚÑIGA`),
  given: {
    M: list(
      'JOSÉ; LUIS; MATEO; DIEGO; ÁNGEL; JESÚS; SEBASTIÁN; ADRIÁN; EMILIANO; RAÚL; JULIÁN; MIGUEL ÁNGEL; IVÁN; CARLOS',
    ),
    F: list(
      'SOFÍA; VALENTINA; CAMILA; LUCÍA; XIMENA; MARÍA; ANA SOFÍA; GUADALUPE; ESTRELLA; NOEMÍ; DANIELA; INÉS; RENATA',
    ),
  },
  middle: { M: list('ANTONIO; DE JESÚS; ANDRÉS; EDUARDO'), F: list('GUADALUPE; FERNANDA; BELÉN; ISABEL; DEL CARMEN') },
  race: ['', '', '2131-1', '2106-3', '1002-5 2106-3'],
  ethnicity: hispanic,
  countries: ['MEX', 'MEX', 'ECU', 'SLV', 'GTM'],
  naming: 'of both parents',
};

const ojibwe: People = {
  share: 7,
  last: list(
    'KINGBIRD; WHITEFEATHER; BEAULIEU; JOURDAIN; FAIRBANKS; NORTHRUP; GOODSKY; STRONG; BELLANGER; ROY; SAVAGE; DEFOE; LITTLEWOLF',
  ),
  given: {
    M: list('MIGIZI; WAYLON; DARRELL; JOSEPH; MAKWA; RAYMOND; ANDREW; GIIZIS; CALEB; WINSTON'),
    F: list('SAGE; AUBREE; WINONA; ISABELLA; MEMENGWAA; DELORES; WAABIGWAN; CECELIA; RAVEN; JOSETTE'),
  },
  middle: { M: list('LEE; WAYNE; R'), F: list('ROSE; MAE; DAWN') },
  race: ['1002-5', '1002-5', '1002-5 2106-3'],
  ethnicity: notHispanic,
  countries: [],
  naming: 'one for all',
};

const vietnamese: People = {
  share: 6,
  last: list('NGUYEN; TRAN; LE; PHAM; HUYNH; VO; DANG; BUI; DO; NGUYỄN; TRẦN'),
  given: {
    M: list('MINH; HUY; KHOA; TUAN; BAO; LONG; ANDREW; KEVIN; SON'),
    F: list('LINH; THAO; NGOC; TRANG; MY; HUONG; ANNIE; THU; VY'),
  },
  middle: { M: list('VAN; QUOC; DUC; HOANG'), F: list('THI; NGOC; BICH; KIM') },
  race: asian,
  ethnicity: notHispanic,
  countries: ['VNM'],
  naming: 'each their own',
};

const oldStock: People = {
  share: 11,
  last: list(`O'BRIEN; O'CONNOR; O'NEILL; MCCARTHY; SULLIVAN; MACDONALD; SMITH; BAKER; CLARK; MILLER; TAYLOR; WALSH; O'MALLEY;
    D'ARCY; ST. CLAIR; CARTWRIGHT; MCKINLEY-BROWN; JONES; FITZGERALD`),
  given: {
    M: list('PATRICK; SEAN; DANIEL; JAMES; MICHAEL; RYAN; THOMAS; CHARLES; EVERETT; JACK; LIAM; CONOR; GEORGE; MASON'),
    F: list(
      'MAEVE; BRIDGET; MARGARET; CATHERINE; OLIVIA; ALICE; SARAH; GRACE; ROSALEEN; MARY KATE; EVELYN; HARPER; NORAH',
    ),
  },
  middle: { M: list('PATRICK; EDWARD; T; ALAN; FRANCIS'), F: list('ROSE; B; CLAIRE; KATHLEEN; JOY') },
  race: white,
  ethnicity: notHispanic,
  countries: ['IRL', 'GBR', 'CAN'],
  naming: 'one for all',
};

const african: People = {
  share: 8,
  last: list(
    'WASHINGTON; JACKSON; WILLIAMS; ROBINSON; KOLLIE; TARPEH; COOPER; TESFAYE; BEKELE; OKAFOR; HARRIS; FREEMAN; GBADAMOSI',
  ),
  given: {
    M: list("ISAIAH; ELIJAH; MARCUS; DE'ANDRE; JEREMIAH; EMMANUEL; DAWIT; TERRELL; JOSHUA; ABEL; XAVIER"),
    F: list("AALIYAH; NIA; JADA; RUTH; HANNA; DESTINY; D'ASIA; PRINCESS; MERON; BLESSING; MAKAYLA"),
  },
  middle: { M: list('LAMAR; S; EUGENE'), F: list('RENEE; MONIQUE; A; HOPE') },
  race: ['2054-5', '2054-5', '2054-5 2106-3'],
  ethnicity: notHispanic,
  countries: ['LBR', 'ETH', 'NGA'],
  naming: 'one for all',
};

/** Everybody, by where their names come from. */
export const peoples: readonly People[] = [
  scandinavian,
  german,
  hmong,
  somali,
  latin,
  ojibwe,
  vietnamese,
  oldStock,
  african,
];

const places = (area: string, text: string) =>
  list(text).map((entry) => {
    const [zip = '', ...city] = entry.split(' ');
    return { area, zip, city: city.join(' ') };
  });

/** Homes: ZIP and city, with the area code of the phones. The first ones, near the clinics, are the most frequent. */
export const nearby = [
  ...places(
    '651',
    `55104 SAINT PAUL; 55106 SAINT PAUL; 55103 SAINT PAUL; 55117 SAINT PAUL; 55119 SAINT PAUL; 55105 SAINT PAUL;
    55109 MAPLEWOOD; 55112 NEW BRIGHTON; 55113 ROSEVILLE; 55126 SHOREVIEW; 55118 WEST SAINT PAUL; 55125 WOODBURY`,
  ),
  ...places(
    '612',
    '55404 MINNEAPOLIS; 55407 MINNEAPOLIS; 55411 MINNEAPOLIS; 55418 MINNEAPOLIS; 55423 RICHFIELD; 55454 MINNEAPOLIS',
  ),
  ...places('763', '55430 BROOKLYN CENTER; 55445 BROOKLYN PARK; 55433 COON RAPIDS; 55447 PLYMOUTH'),
];

/** The rest of the region, and two places across its border. */
export const farther = [
  ...places(
    '952',
    '55343 HOPKINS; 55420 BLOOMINGTON; 55124 APPLE VALLEY; 55044 LAKEVILLE; 55379 SHAKOPEE; 55318 CHASKA',
  ),
  ...places('320', '56301 SAINT CLOUD; 56303 SAINT CLOUD; 56201 WILLMAR; 56308 ALEXANDRIA'),
  ...places(
    '507',
    '55901 ROCHESTER; 55904 ROCHESTER; 56001 MANKATO; 55060 OWATONNA; 55912 AUSTIN; 56187 WORTHINGTON; 55987 WINONA',
  ),
  ...places(
    '218',
    '55803 DULUTH; 56601 BEMIDJI; 55720 CLOQUET; 56560 MOORHEAD; 56401 BRAINERD; 56666 PONEMAH; 56633 CASS LAKE',
  ),
  ...places('651', '55082 STILLWATER; 55033 HASTINGS; 55066 RED WING; 55016 COTTAGE GROVE'),
  ...places('715', '54016 HUDSON'),
  ...places('701', '58102 FARGO'),
];

/** Streets, without their numbers. */
export const streets =
  list(`MARSHALL AVE; RICE ST; ARCADE ST N; PAYNE AVE; UNIVERSITY AVE W; 4TH ST NE; 38TH AVE S; MAIN ST;
  CEDAR AVE S; BLOOMINGTON AVE; COUNTY ROAD B2 W; LARPENTEUR AVE E; 3RD AVE NW; MAPLE LN; OAK RIDGE CIR; LAKE DR; HIGHWAY 61;
  WHITE BEAR AVE N; BIRCH ST; RIVERVIEW TER; 12TH ST SE; SNELLING AVE N; ELM CT; PRAIRIE VIEW DR; COUNTY ROAD 12`);
