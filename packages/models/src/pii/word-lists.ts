/** Raw material of generated values: common words of several languages, so that no one spelling is learned. */
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '')

export const givenNames =
  words(`Anna Maria Sofia Emma Laura Julia Clara Marta Elena Irina Olga Yuki Aiko Mei Li Wei Jun
  Min Hana Fatima Aisha Amina Layla Noor Priya Ananya Lakshmi Chiara Giulia Ingrid Astrid Freya Aoife Siobhan Zoë Chloé
  Léa Amélie Björn Jürgen Søren José João André François Luis Carlos Diego Pablo Mateo Thomas Peter Paul John James David
  Michael Daniel Robert William George Henry Arthur Omar Ali Ahmed Hassan Yusuf Ibrahim Raj Arjun Vikram Sanjay Hiroshi
  Kenji Takeshi Ivan Dmitri Sergei Piotr Jan Marek Lukáš Tomáš Ferenc Istvan Kwame Kofi Ama Ngozi Chidi Thabo Zanele
  Mehmet Ayşe Emre Georgios Eleni Nikos Erik Lars Nils Karin Mikael Antti Aino Tuomas`)

export const familyNames =
  words(`Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Hoffmann Smith Johnson
  Williams Brown Jones Miller Davis Wilson Taylor Clark Lewis Walker Martin Bernard Dubois Durand Moreau Lefèvre Rossi
  Russo Ferrari Esposito Bianchi Romano García Fernández González Rodríguez López Martínez Sánchez Silva Santos Oliveira
  Souza Pereira Nowak Kowalski Wiśniewski Novák Svoboda Horváth Nagy Kovács Popescu Ionescu Ivanov Petrov Smirnov Kim Lee
  Park Choi Chen Wang Zhang Liu Yang Huang Tanaka Suzuki Sato Watanabe Yamamoto Nguyen Tran Singh Kumar Sharma Patel
  Gupta Khan Hussein Abdi Okafor Adeyemi Mensah Dlamini O'Brien O'Connor McDonald MacLeod Johansson Andersson Hansen
  Olsen Nielsen Virtanen Korhonen Yılmaz Kaya Papadopoulos De-Vries Jansen Peeters Smith-Jones García-Lorca`)

export const streetNames =
  words(`Main Oak Maple Church Station Mill High Park King Queen Victoria Garden River Lake
  Hill Forest School Market Bridge North South East West Spring Sunset Lincoln Washington Linden Rosen Bahnhof Schiller
  Goethe Berg Wiesen Kirch Sakura Nehru Gandhi`)
export const streetKinds = words(
  'Street St St. Road Rd Avenue Ave Ave. Lane Ln Drive Dr Way Court Square Blvd Place',
)
export const streetsAbroad = words(`Hauptstraße Bahnhofstrasse Schillerstr. Lindenallee Gartenweg Kirchplatz
  Rosengasse`)
export const romanceStreets = [
  ...[
    'rue de la Paix',
    'rue Victor Hugo',
    'avenue des Champs',
    'boulevard Voltaire',
    'Via Roma',
    'Via Garibaldi',
  ],
  ...[
    'Calle Mayor',
    'Calle de Alcalá',
    'Avenida Paulista',
    'Rua Augusta',
    'Piazza del Duomo',
    'Plaza de España',
  ],
  ...['Strada Victoriei', 'ul. Marszałkowska', 'ulica Długa', 'Karl Johans gate', 'Nevsky prospekt'],
]
export const cities = [
  ...[
    'Berlin',
    'Hamburg',
    'München',
    'Paris',
    'Lyon',
    'London',
    'Leeds',
    'Madrid',
    'Sevilla',
    'Roma',
    'Milano',
  ],
  ...[
    'Lisboa',
    'Porto',
    'Amsterdam',
    'Wien',
    'Zürich',
    'Praha',
    'Warszawa',
    'Kraków',
    'Budapest',
    'Oslo',
    'Stockholm',
  ],
  ...[
    'New York',
    'Chicago',
    'Austin',
    'San Francisco',
    'Toronto',
    'Mexico City',
    'São Paulo',
    'Lagos',
    'Nairobi',
  ],
  ...['Cairo', 'Istanbul', 'Mumbai', 'Delhi', 'Tokyo', 'Osaka', 'Seoul', 'Singapore', 'Sydney', 'Melbourne'],
]
export const usStates = words('CA NY TX FL IL WA OR MA NC GA CO AZ OH MI PA')
export const domains =
  words(`example.com example.org mail.test post.example web.example company.test uni.example
  gmx.example inbox.test shop.example news.test data.example`)
export const topLevel = words('com org net io dev de fr co.uk jp br eu info ai')
export const subjects = words(`the our this every a its another their such one`)
export const nouns =
  words(`order delivery invoice customer product service meeting report payment account ticket
  network device battery screen engine garden kitchen window table weather price quality season package request answer
  question problem solution update release version feature error warning result sample test model query index village
  teacher student doctor patient ticket journey music picture letter paper coffee bread`)
export const verbs = words(`was is arrived failed works needs shows contains became remains requires confirmed
  delayed changed repeated returned stopped started looks seems tastes`)
export const adjectives =
  words(`late early broken new old excellent poor slow fast green red blue small large quiet
  heavy light urgent pending closed open active inactive standard premium basic unknown not available`)
export const categories =
  words(`pending shipped active inactive red green blue small medium large XL gold silver
  premium basic yes no true false high low north south A B C D1 A+ B- n/a none unknown draft final male female other
  electronics clothing food sports books home garden toys retail wholesale monthly yearly daily`)
export const months = words(
  'January February March April May June July August September October November December',
)
