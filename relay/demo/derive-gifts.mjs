import { titleCase } from './names.mjs'
import { deterministic, markQuickKeys } from './plausible.mjs'

/** How many of the newest lines of a product say what it costs now. */
const RECENT_LINES = 60

/** The first rule whose words stand in the name decides. More telling words come first. */
const DEPARTMENTS = [
  ['Kitchen & Dining', /OVEN|WASHING UP|TEA TOWEL|KITCHEN|FOOD COVER/],
  ['Vintage & Retro', /METAL SIGN|METALSIGN/],
  [
    'Christmas',
    /CHRISTMAS|XMAS|ADVENT|SANTA|REINDEER|SNOWMAN|SNOWFLAKE|NATIVITY|BAUBLE|RUDOLPH|\bELF\b|TINSEL|NOEL|ANGEL|CHRISTMASY/,
  ],
  ['Easter & Seasonal', /EASTER|BUNNY|HALLOWEEN|VALENTINE|\bCHICK\b|BUNNIES|PARADE|WITCH|SKULL/],
  [
    'Bags & Purses',
    /\bBAGS?\b|PURSE|SHOPPER|WALLET|TOTE|HANDBAG|LUGGAGE|SUITCASE|PASSPORT|SATCHEL|RUCKSACK|HOLDALL|POUCH/,
  ],
  [
    'Jewellery & Accessories',
    /NECKLACE|BRACELET|EARRING|\bRING\b|\bRINGS\b|BROOCH|BANGLE|PENDANT|JEWEL|HAIR|SCARF|GLOVE|UMBRELLA|PARASOL|SUNGLASSES|TIARA|DIAMANTE|CHARM|KEY ?RING|KEY-?CHAIN|\bHAT\b|SLIPPER|SHAWL|PASHMINA|FLIP ?FLOP|\bFAN\b|BEADS?\b|LARIAT|CRYSTAL|GLASSES CASE|SOCK/,
  ],
  [
    'Candles & Lighting',
    /CANDLE|T-?LIGHT|TEA ?LIGHT|LANTERN|LAMP|LIGHTS?\b|CHANDELIER|INCENSE|VOTIVE|NIGHT ?LIGHT|TORCH|SCENTED|FRAGRANCE|OIL BURNER|TEALIGHT|SHADE/,
  ],
  [
    'Craft & Sewing',
    /RIBBON|SEWING|KNIT|BUTTON|CRAFT|FABRIC|PATCH(ES)?\b|EMBROID|\bWOOL\b|CROCHET|THREAD|FELTCRAFT|SCISSOR|PIN ?CUSHION|STAMP|STENCIL|GLITTER|BEADING|PAINT|TAPE\b|KNITTING|WOODBLOCK|PLASTERS/,
  ],
  [
    'Stationery & Cards',
    /\bCARDS?\b|WRAP\b|ENVELOPE|NOTE ?BOOK|NOTEPAD|JOURNAL|PENCIL|\bPENS?\b|STICKER|PAPER CHAIN|ORGANI[SZ]ER|CALENDAR|ADDRESS BOOK|GIFT TAGS?|LABELS?|BOOK ?MARK|RUBBER|ERASER|RULER|WRITING|LETTER RACK|CALCULATOR|CHALK|BLACKBOARD|MEMO|GIFT ?TAPE|TISSUES?|NOTELET|PAPER ?CLIP|STATIONERY|STRING\b|PHOTO ALBUM|SCRAP ?BOOK|BOOKS?\b|SHARPENER|ALBUM|DIARY|PLANNER|TAGS?\b/,
  ],
  [
    'Party',
    /PARTY|BUNTING|BALLOON|GARLAND|CAKE CASES|CAKE ?TOPPER|PAPER (PLATE|CUP|NAPKIN|LANTERN)|NAPKINS?|STREAMER|CONFETTI|BIRTHDAY|WEDDING|PINATA|STRAWS?\b|PICNIC|PLATES? PAPER|DOILY|DOILIES|DOILEY/,
  ],
  [
    'Kitchen & Dining',
    /MUG|\bCUPS?\b|TEA ?POT|TEA ?TOWEL|PLATES?\b|BOWL|KITCHEN|BAKING|CAKE|APRON|OVEN|TRAY|JUG|GLASS(ES)?\b|CUTLERY|SPOON|FORK|KNIFE|TIN\b|TINS\b|JAR\b|JARS\b|EGG|RECIPE|COFFEE|TEA\b|SAUCER|BREAD|BISCUIT|COASTER|PLACE ?MATS?|TRIVET|SALT|PEPPER|CHOPPING|BOTTLE|LUNCH|FRYING|CASSEROLE|JELLY|MOULD|SPICE|SUGAR|BUTTER|CHEESE|COOK|POP ?CORN|POT STAND|TABLE ?CLOTH|NAPKIN|DISH|RAMEKIN|JAM\b|MILK|HOT WATER|CARAFE|DECANTER|TUMBLER|GOBLET|BEAKER|SPATULA|WHISK|TEASPOON|TOAST|PIE\b|PANTRY|FOOD|ICE CREAM|COCKTAIL|FRIDGE|MEASURING|COLANDER|LADLE|SCALES?\b|TIFFIN|CORK|CHOCOLATE|SWEET|CANDY|CINNAMON/,
  ],
  [
    'Garden & Outdoor',
    /GARDEN|PLANT|FLOWER ?POT|WATERING|HERB|BIRD ?(HOUSE|BOX|TABLE|FEEDER|BATH)|TROWEL|SEED|GNOME|TRELLIS|WINDMILL|WIND ?CHIME|BUCKET|BEACH|OUTDOOR|HAMMOCK|TERRACOTTA|FEEDER|POTTING|SPADE|SOLAR|DECK ?CHAIR|CAMPING|FLOWER|ROSE\b|BUTTERFL|DAISY|LEAF|LEAVES|TREE|BLOSSOM|PETALS/,
  ],
  [
    'Toys & Children',
    /TOY|GAME|PUZZLE|DOLL|TEDDY|KIDS?\b|CHILD|BABY|GIRL|BOY|SKIPPING|SPACEBOY|CIRCUS|DINOSAUR|ROBOT|SOLDIER|MAGIC|SNAP|LUDO|DOMINO|PLAY|SPINNING|YO-?YO|PIRATE|PRINCESS|FAIRY|COLOURING|TRAFFIC|NURSERY|NOUGHTS|MARBLES|BINGO|HARMONICA|ALPHABET|JIGSAW|TATTOO|RACING|\bCARS?\b|WHISTLE|RATTLE|SNAKES|BUBBLE|BALL\b|BINOCULAR|FARM|ANIMALS?|MONKEY|OWL\b|DOG\b|CAT\b|ELEPHANT|SOFT|PUPPET|BICYCLE|MAGNETS?/,
  ],
  [
    'Storage & Boxes',
    /STORAGE|BOX(ES)?\b|BASKET|DRAWER|CABINET|CRATE|CHEST|TRUNK|RACK|HOOKS?\b|HANGER|PEGS?\b|SHELF|SHELVES|TIDY|HAMPER|TROLLEY|BIN\b|HOLDER|CUPBOARD|CADDY|SHOE|LAUNDRY/,
  ],
  [
    'Bath & Beauty',
    /BATH|SOAP|TOWEL|SPONGE|SHOWER|COSMETIC|MIRROR|BEAUTY|TOILET|MANICURE|LIP|BODY|WASH|NAIL|MASSAGE|HAND WARMER|WARMER|COTTON WOOL|BRUSH|TOOTH|PERFUME|SPA\b/,
  ],
  [
    'Vintage & Retro',
    /VINTAGE|RETRO|ANTIQUE|METAL SIGN|TELEPHONE|GRAMOPHONE|RADIO|WORLD WAR|UNION JACK|UNION FLAG|REGENCY|EDWARDIAN|VICTORIAN|50'?S|60'?S|70'?S|CORONATION|KEEP CALM|FRENCH|DANISH/,
  ],
  [
    'Home Decor',
    /FRAME|CLOCK|CUSHION|VASE|WALL ART|SIGN\b|DOOR ?(STOP|MAT|BELL|KNOB|PLATE)|DOORMAT|KNOB|HEART|DECORATION|ORNAMENT|WREATH|PICTURE|CURTAIN|RUG\b|THROW|QUILT|CHAIR|TABLE\b|STOOL|WICKER|STAR\b|HANGING|BIRD|CANVAS|ART\b|PLAQUE|MAT\b|LETTER|NUMBER|DRAUGHT|FIRE ?SCREEN|FURNITURE|BED\b|PILLOW|PRINT\b|FEATHER|STAND\b|MOBILE|MOTIF|STATUE|CERAMIC|GLASS|POTS?\b|CANDLESTICK|WATERCOLOUR|WALL|BLOCK|WORD|TILE|STONE|DECOR|CHERUB|HOOK|BLANKET|MARBLE|WOODEN|WOOD\b|ZINC|ENAMEL|SILVER|GOLD\b|PORCELAIN/,
  ],
]
const NO_DEPARTMENT = 'Other'

const NOT_A_PRODUCT = [
  ['postage and carriage', /^(POST|DOT|C2|PADS)$/],
  ['charges, fees, discounts, corrections and donations', /^(D|M|B|S|BANK CHARGES|AMAZONFEE|CRUK)$/],
  ['gift vouchers', /^GIFT_/],
]

/** Zero-rated in the UK: books for reading, and clothes for children. */
const ZERO_RATED =
  /(STORY|PICTURE|COLOURING|COOKERY|RECIPE|CHILDREN'?S).* BOOK\b(?! EGGS| STAND| BOX)|\bPOP-?UP BOOK|BABY (BOOTIE|BIB|GROW|HAT)|(CHILD|KIDS?|CHILDREN)('?S)? (APRON|SLIPPER|GLOVE|RAIN ?HAT|RAINHAT|SOCK)/

/** @param sales the lines of the retailer's invoices, oldest first. */
export function deriveGifts(sales) {
  const skipped = {}
  const skip = why => {
    skipped[why] = (skipped[why] ?? 0) + 1
  }
  const products = []
  for (const [code, lines] of byCode(sales)) {
    const why = NOT_A_PRODUCT.find(([, pattern]) => pattern.test(code))?.[0]
    if (why !== undefined) {
      skip(why)
      continue
    }
    const sold = lines.filter(line => Number(line.Quantity) > 0 && Number(line.UnitPrice) > 0)
    const name = latestSensibleName(sold)
    if (sold.length === 0) skip('never sold at a price')
    else if (name === undefined) skip('no description but remarks (damaged, found, check …)')
    else products.push(product(code, name, sold))
  }
  markQuickKeys(products, product => product.timesSold)
  products.sort((one, other) => (one.code < other.code ? -1 : 1))
  return { products, skipped }
}

function byCode(sales) {
  const lines = new Map()
  for (const line of sales) {
    const code = line.StockCode.trim().toUpperCase()
    const known = lines.get(code)
    if (known === undefined) lines.set(code, [line])
    else known.push(line)
  }
  return lines
}

/** The retailer's names are in capitals; remarks of the warehouse are not. */
function latestSensibleName(lines) {
  const isName = text =>
    /[A-Z]{3}/.test(text) && !/\?|^(DAMAGE|FOUND|CHECK|WET|LOST|SAMPLE|ADJUST|AMAZON|MIX)/i.test(text)
  return lines.findLast(line => isName(line.Description))?.Description.trim()
}

function product(code, description, sold) {
  const recent = sold.slice(-RECENT_LINES).map(line => Math.round(Number(line.UnitPrice) * 100))
  const price = Math.max(1, mostCommon(recent))
  const text = description.toUpperCase()
  const random = deterministic(code)
  return {
    code,
    name: titleCase(description),
    department: DEPARTMENTS.find(([, words]) => words.test(text))?.[0] ?? NO_DEPARTMENT,
    price_minor: price,
    barcode: '',
    brand: '',
    minimum_age: 0,
    cost_minor: Math.max(1, Math.round(price * (0.38 + 0.2 * random()))),
    // Sellers are kept in depth: the more lines it was sold on, the more there are; one in forty is sold out.
    opening_stock: random() < 0.025 ? 0 : Math.round(4 + Math.sqrt(sold.length) * (1 + 5 * random())),
    quick_key: 0,
    tax: ZERO_RATED.test(text) ? 'zero' : 'standard',
    timesSold: sold.length,
  }
}

function mostCommon(numbers) {
  const counts = new Map()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  return [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0])[0][0]
}
