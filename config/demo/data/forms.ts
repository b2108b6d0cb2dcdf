/**
 * Drawn goods that the emoji set lacks, on a 256 × 256 field, standing on y = 236.
 * Fills: s soft body, g round body, d its darker tone, k near black, w white, m brass. `{c} {hi} {lo} {deep}` are tones.
 */
export type Form = {
  svg: string
  /** The colour it has when none is asked for; a key of COLOURS. */
  colour: string
  /** Where a prop is printed on it: centre and size. Without one, props stand beside it. */
  label?: [cx: number, cy: number, size: number]
}

const BODY =
  'M92 40c8 10 22 14 36 14s28-4 36-14c26 6 42 20 48 44l26 112-34 9-22-80v93a12 12 0 0 1-12 12H86a12 12 0 0 1-12-12v-93l-22 80-34-9 26-112c6-24 22-38 48-44z'
const FOLDS =
  '<path d="M74 125q4-22 0-40M182 125q-4-22 0-40" stroke="{deep}" stroke-width="4" fill="none" opacity=".45" stroke-linecap="round"/>'
const RIBS =
  '<path d="M74 212h108v10a12 12 0 0 1-12 12H86a12 12 0 0 1-12-12zM16 196l34 9 4-15-34-9zM240 196l-34 9-4-15 34-9z" fill="url(#d)"/>'
const COLLAR =
  '<path d="M92 40c8 10 22 14 36 14s28-4 36-14l6 8c-10 14-26 20-42 20s-32-6-42-20z" fill="url(#d)"/>'
const BUTTONS = (x: number, ys: number[]) =>
  ys.map((y) => `<circle cx="${x}" cy="${y}" r="5" fill="{deep}"/>`).join('')
const PLATE = (cx: number, cy: number, r: number) => `<circle cx="${cx}" cy="${cy}" r="${r}" fill="#FFFDF8"/>`
const TEE =
  'M88 42c10 14 24 20 40 20s30-6 40-20l54 28-22 56-26-12v110a12 12 0 0 1-12 12H94a12 12 0 0 1-12-12V114l-26 12-22-56z'

export const FORMS: Record<string, Form> = {
  tube: {
    colour: 'rose',
    label: [128, 112, 58],
    svg: `<path d="M78 32h100l-13 166H91z" fill="url(#g)"/><rect x="74" y="18" width="108" height="20" rx="5" fill="url(#d)"/><rect x="90" y="192" width="76" height="44" rx="11" fill="url(#w)"/>`,
  },
  bottle: {
    colour: 'honey',
    label: [128, 166, 62],
    svg: `<rect x="104" y="14" width="48" height="36" rx="9" fill="url(#k)"/><path d="M110 48h36v24c0 15 32 22 32 54v86a24 24 0 0 1-24 24h-52a24 24 0 0 1-24-24v-86c0-32 32-39 32-54z" fill="url(#g)"/><rect x="78" y="130" width="100" height="74" fill="url(#w)"/>`,
  },
  wine: {
    colour: 'wine',
    label: [128, 176, 56],
    svg: `<path d="M110 26h36v62c0 22 28 26 28 56v70a22 22 0 0 1-22 22h-48a22 22 0 0 1-22-22v-70c0-30 28-34 28-56z" fill="url(#g)"/><path d="M108 18a6 6 0 0 1 6-6h28a6 6 0 0 1 6 6v48h-40z" fill="url(#m)"/><rect x="82" y="142" width="92" height="68" fill="url(#w)"/>`,
  },
  pump: {
    colour: 'honey',
    label: [128, 164, 66],
    svg: `<path d="M84 26h64a12 12 0 0 1 12 12v10h-22v26h-20V46H84a10 10 0 0 1 0-20z" fill="url(#w)"/><rect x="98" y="66" width="60" height="26" rx="7" fill="url(#w)"/><rect x="66" y="86" width="124" height="150" rx="28" fill="url(#g)"/>${PLATE(128, 164, 42)}`,
  },
  spray: {
    colour: 'sky',
    label: [128, 158, 56],
    svg: `<rect x="102" y="20" width="52" height="56" rx="11" fill="url(#w)"/><rect x="92" y="30" width="20" height="12" rx="4" fill="url(#w)"/><rect x="80" y="72" width="96" height="164" rx="20" fill="url(#g)"/>${PLATE(128, 158, 36)}`,
  },
  dropper: {
    colour: 'sky',
    label: [128, 174, 54],
    svg: `<path d="M110 64V36a18 18 0 0 1 36 0v28z" fill="url(#k)"/><rect x="100" y="58" width="56" height="34" rx="7" fill="url(#m)"/><path d="M106 90h44v9c24 4 36 14 36 36v75a26 26 0 0 1-26 26H96a26 26 0 0 1-26-26v-75c0-22 12-32 36-36z" fill="url(#g)"/><rect x="70" y="140" width="116" height="68" fill="url(#w)"/>`,
  },
  cream: {
    colour: 'mint',
    label: [128, 190, 56],
    svg: `<path d="M48 138h160v64a34 34 0 0 1-34 34H82a34 34 0 0 1-34-34z" fill="url(#g)"/><rect x="40" y="84" width="176" height="60" rx="16" fill="url(#w)"/><rect x="40" y="128" width="176" height="8" fill="url(#m)"/>`,
  },
  perfume: {
    colour: 'rose',
    label: [128, 166, 66],
    svg: `<rect x="98" y="24" width="60" height="54" rx="10" fill="url(#m)"/><rect x="112" y="74" width="32" height="18" fill="url(#k)"/><rect x="52" y="88" width="152" height="148" rx="26" fill="url(#s)"/><rect x="68" y="104" width="120" height="116" rx="15" fill="#fff" opacity=".42"/>`,
  },
  compact: {
    colour: 'peach',
    svg: `<circle cx="128" cy="92" r="76" fill="url(#k)"/><circle cx="128" cy="92" r="62" fill="#DCEBF1"/><path d="M84 120 150 42a62 62 0 0 1 22 16l-66 80a62 62 0 0 1-22-18z" fill="#fff" opacity=".6"/><path d="M40 188v14c0 20 40 34 88 34s88-14 88-34v-14z" fill="url(#k)"/><ellipse cx="128" cy="188" rx="88" ry="34" fill="#3B3E49"/><ellipse cx="128" cy="186" rx="72" ry="25" fill="url(#s)"/>`,
  },
  palette: {
    colour: 'autumn',
    svg: `<rect x="30" y="66" width="196" height="170" rx="20" fill="url(#k)"/><g transform="translate(46 82)">${[
      0, 1, 2,
    ]
      .flatMap((y) =>
        [0, 1, 2].map(
          (x) =>
            `<rect x="${x * 57}" y="${y * 48}" width="50" height="42" rx="9" fill="${['{hi}', '{c}', '{lo}', '#EBC9A6', '{deep}', '{hi}', '{c}', '#C98A68', '{lo}'][y * 3 + x]}"/>`,
        ),
      )
      .join('')}</g>`,
  },
  polish: {
    colour: 'rosewood',
    svg: `<path d="M104 14h48l6 106H98z" fill="url(#k)"/><rect x="92" y="112" width="72" height="16" rx="5" fill="url(#m)"/><path d="M84 126h88c20 6 30 20 30 42v42a26 26 0 0 1-26 26H80a26 26 0 0 1-26-26v-42c0-22 10-36 30-42z" fill="url(#g)"/><path d="M72 160q4-14 16-18v76q-16-4-16-18z" fill="#fff" opacity=".35"/>`,
  },
  silk: {
    colour: 'cherryblossom',
    label: [116, 150, 62],
    svg: `<path d="M18 96q96-44 220-18-20 104-108 160Q40 196 18 96z" fill="url(#d)"/><path d="M34 106q88-36 186-20-18 88-90 132Q58 184 34 106z" fill="url(#s)"/><path d="M18 96q96-44 220-18 4 14-6 22-110-22-204 14-10-8-10-18z" fill="{hi}"/>`,
  },
  gloss: {
    colour: 'peach',
    svg: `<g transform="rotate(14 128 128)"><rect x="100" y="14" width="56" height="98" rx="12" fill="url(#k)"/><rect x="104" y="100" width="48" height="10" fill="url(#m)"/><rect x="100" y="108" width="56" height="130" rx="16" fill="url(#g)"/></g>`,
  },
  pencil: {
    colour: 'brown',
    svg: `<g transform="rotate(38 128 128)"><rect x="110" y="-8" width="36" height="66" rx="9" fill="url(#k)"/><rect x="110" y="52" width="36" height="132" fill="url(#g)"/><rect x="110" y="52" width="36" height="10" fill="url(#m)"/><path d="M110 184h36l-11 42h-14z" fill="#E9C9A4"/><path d="M121 226h14l-7 28z" fill="{deep}"/></g>`,
  },
  brush: {
    colour: 'black',
    svg: `<g transform="rotate(24 128 128)"><path d="M92 8q36-22 72 0l-12 82h-48z" fill="#D9A98B"/><path d="M92 8q36-22 72 0l-4 28q-32-14-64 0z" fill="#8C5A46"/><rect x="102" y="88" width="52" height="42" fill="url(#m)"/><path d="M104 130h48l-10 112a14 14 0 0 1-28 0z" fill="url(#g)"/></g>`,
  },
  sachet: {
    colour: 'sage',
    label: [128, 136, 84],
    svg: `<rect x="50" y="18" width="156" height="218" rx="10" fill="url(#s)"/><path d="M50 28a10 10 0 0 1 10-10h136a10 10 0 0 1 10 10v14H50zM50 216h156v10a10 10 0 0 1-10 10H60a10 10 0 0 1-10-10z" fill="url(#d)"/><rect x="66" y="70" width="124" height="128" rx="14" fill="#fff" opacity=".7"/>`,
  },
  pouch: {
    colour: 'honey',
    label: [128, 142, 88],
    svg: `<path d="M60 22h136l14 168c2 32-8 46-22 46H68c-14 0-24-14-22-46z" fill="url(#s)"/><path d="M60 22h136l2 26H58z" fill="url(#d)"/><path d="M58 62h140" stroke="#fff" stroke-width="3" opacity=".6"/><path d="M46 200q82 34 164 0-1 36-22 36H68q-21 0-22-36z" fill="url(#d)" opacity=".6"/>${PLATE(128, 140, 58)}`,
  },
  tin: {
    colour: 'sage',
    label: [128, 164, 68],
    svg: `<path d="M50 76v130c0 18 34 30 78 30s78-12 78-30V76z" fill="url(#g)"/><path d="M50 122c0 18 34 28 78 28s78-10 78-28v78c0 18-34 28-78 28s-78-10-78-28z" fill="#FFFDF8" opacity=".94"/><path d="M46 58v28c0 18 36 30 82 30s82-12 82-30V58z" fill="url(#d)"/><ellipse cx="128" cy="58" rx="82" ry="30" fill="url(#s)"/><ellipse cx="128" cy="56" rx="66" ry="22" fill="#fff" opacity=".22"/>`,
  },
  box: {
    colour: 'honey',
    label: [110, 164, 84],
    svg: `<path d="M40 88l42-38h136l-42 38z" fill="{hi}"/><path d="M176 88l42-38v148l-42 38z" fill="{deep}"/><rect x="40" y="88" width="136" height="148" fill="url(#s)"/>${PLATE(108, 164, 54)}`,
  },
  cup: {
    colour: 'sky',
    label: [128, 160, 66],
    svg: `<path d="M52 76h152l-20 144a18 18 0 0 1-18 16H90a18 18 0 0 1-18-16z" fill="url(#g)"/><ellipse cx="128" cy="74" rx="84" ry="22" fill="#E9EDF0"/><ellipse cx="128" cy="70" rx="84" ry="20" fill="#FBFCFD"/>${PLATE(128, 160, 44)}`,
  },
  tee: {
    colour: 'honey',
    label: [128, 138, 74],
    svg: `<path d="${TEE}" fill="url(#s)"/><path d="M88 42c10 14 24 20 40 20s30-6 40-20l7 4c-10 18-28 26-47 26s-37-8-47-26z" fill="url(#d)"/>`,
  },
  stripe: {
    colour: 'navy',
    svg: `<clipPath id="t"><path d="${TEE}"/></clipPath><path d="${TEE}" fill="url(#w)"/><g clip-path="url(#t)" fill="{c}">${[78, 104, 130, 156, 182, 208].map((y) => `<rect x="20" y="${y}" width="216" height="11"/>`).join('')}</g><path d="M88 42c10 14 24 20 40 20s30-6 40-20l7 4c-10 18-28 26-47 26s-37-8-47-26z" fill="{c}"/>`,
  },
  sweater: {
    colour: 'oat',
    label: [128, 138, 70],
    svg: `<path d="${BODY}" fill="url(#s)"/>${FOLDS}${RIBS}${COLLAR}`,
  },
  cardigan: {
    colour: 'peach',
    svg: `<path d="${BODY}" fill="url(#s)"/>${FOLDS}${RIBS}<path d="M92 40l36 78 36-78c-8 10-22 14-36 14s-28-4-36-14z" fill="#FFFDF8"/><path d="M92 40l36 78 36-78 8 4-38 92v98h-12v-98L84 44z" fill="url(#d)"/>${BUTTONS(128, [146, 172, 198])}`,
  },
  vest: {
    colour: 'navy',
    svg: `<path d="M86 34l42 74 42-74 22 12c-6 30-2 48 8 66v102a22 22 0 0 1-22 22H78a22 22 0 0 1-22-22V112c10-18 14-36 8-66z" fill="url(#s)"/><path d="M86 34l42 74 42-74 12 6-54 94-54-94z" fill="url(#d)"/><path d="M56 212h144v2a22 22 0 0 1-22 22H78a22 22 0 0 1-22-22z" fill="url(#d)"/>`,
  },
  shirt: {
    colour: 'sky',
    label: [158, 128, 40],
    svg: `<path d="${BODY}" fill="url(#s)"/>${FOLDS}<path d="M128 60v176" stroke="{lo}" stroke-width="14"/>${BUTTONS(128, [92, 126, 160, 194])}<path d="M92 38l36 22-22 32-24-46zM164 38l-36 22 22 32 24-46z" fill="{hi}" stroke="{lo}" stroke-width="2"/>`,
  },
  hoodie: {
    colour: 'gray',
    svg: `<path d="M74 74c-4-34 22-56 54-56s58 22 54 56z" fill="url(#d)"/><path d="${BODY}" fill="url(#s)"/>${FOLDS}${RIBS}<path d="M84 44c12 26 28 36 44 36s32-10 44-36c10 10 10 26 4 36-14 16-30 22-48 22s-34-6-48-22c-6-10-6-26 4-36z" fill="url(#d)"/><path d="M112 96v40M144 96v40" stroke="#FFFDF8" stroke-width="5" stroke-linecap="round"/><path d="M96 166h64l14 42H82z" fill="url(#d)" opacity=".75"/>`,
  },
  blazer: {
    colour: 'oat',
    svg: `<path d="${BODY}" fill="url(#s)"/>${FOLDS}<path d="M92 40c8 10 22 14 36 14s28-4 36-14l-36 102z" fill="#FFFDF8"/><path d="M92 40l-18 14 12 32-8 10 50 56 50-56-8-10 12-32-18-14-36 102z" fill="url(#d)"/><path d="M128 152v84" stroke="{deep}" stroke-width="3"/>${BUTTONS(136, [168, 194])}<path d="M84 190h28M148 190h26" stroke="{deep}" stroke-width="4" opacity=".6"/>`,
  },
  jacket: {
    colour: 'denim',
    svg: `<path d="${BODY}" fill="url(#s)"/>${FOLDS}${RIBS}<path d="M92 38l36 24-22 34-28-44zM164 38l-36 24 22 34 28-44z" fill="{lo}"/><path d="M128 62v174" stroke="{deep}" stroke-width="5"/><rect x="84" y="114" width="34" height="38" rx="4" fill="{lo}"/><rect x="138" y="114" width="34" height="38" rx="4" fill="{lo}"/>${BUTTONS(128, [100, 132, 164, 196])}`,
  },
  puffer: {
    colour: 'mistblue',
    svg: `<path d="${BODY}" fill="url(#s)" stroke="url(#s)" stroke-width="10" stroke-linejoin="round"/><path d="M74 96q54 12 108 0M74 128q54 12 108 0M74 160q54 12 108 0M74 192q54 12 108 0M42 100l24 12M34 132l24 12M26 164l24 12M214 100l-24 12M222 132l-24 12M230 164l-24 12" stroke="{deep}" stroke-width="4" fill="none" opacity=".5" stroke-linecap="round"/><path d="M90 26h76l8 34q-46 20-92 0z" fill="url(#d)"/><path d="M128 66v168" stroke="{deep}" stroke-width="6"/>`,
  },
  skirt: {
    colour: 'caramel',
    svg: `<path d="M86 36h84l50 186c-50 18-134 18-184 0z" fill="url(#s)"/><path d="M108 62L84 232M128 62v174M148 62l24 170" stroke="{deep}" stroke-width="4" opacity=".4"/><path d="M84 28h88l6 28H78z" fill="url(#d)"/>`,
  },
  trousers: {
    colour: 'gray',
    svg: `<path d="M76 24h104l20 212h-54l-18-134-18 134H56z" fill="url(#s)"/><path d="M76 24h104l3 24H73z" fill="url(#d)"/><path d="M92 52l-10 182M164 52l10 182" stroke="{deep}" stroke-width="3" opacity=".4"/><path d="M128 48v44" stroke="{deep}" stroke-width="4" opacity=".6"/><circle cx="128" cy="36" r="5" fill="{hi}"/>`,
  },
  tote: {
    colour: 'cream',
    label: [128, 164, 70],
    svg: `<path d="M90 110V76a38 38 0 0 1 76 0v34" fill="none" stroke="{lo}" stroke-width="14"/><path d="M44 98h168l14 126a12 12 0 0 1-12 12H42a12 12 0 0 1-12-12z" fill="url(#s)"/><path d="M44 98h168l2 16H42z" fill="url(#d)"/>`,
  },
  beanie: {
    colour: 'brick',
    svg: `<circle cx="128" cy="44" r="32" fill="url(#w)"/><path d="M46 184c0-78 34-116 82-116s82 38 82 116z" fill="url(#s)"/><path d="M86 182q0-70 22-106M128 182V72M170 182q0-70-22-106" stroke="{deep}" stroke-width="4" fill="none" opacity=".4"/><rect x="34" y="172" width="188" height="64" rx="22" fill="url(#d)"/><path d="M64 176v56M96 176v56M128 176v56M160 176v56M192 176v56" stroke="{deep}" stroke-width="4" opacity=".4"/>`,
  },
  fold: {
    colour: 'oat',
    svg: `<rect x="28" y="184" width="200" height="52" rx="24" fill="url(#d)"/><rect x="32" y="138" width="192" height="54" rx="25" fill="url(#s)"/><rect x="38" y="92" width="180" height="54" rx="25" fill="url(#s)"/><path d="M60 119h140M54 165h150" stroke="{lo}" stroke-width="4" stroke-linecap="round" opacity=".7"/><path d="M52 232v14M72 234v14M92 234v14M112 234v14M132 234v14M152 234v14M172 234v14M192 232v14" stroke="{lo}" stroke-width="5" stroke-linecap="round"/>`,
  },
  towel: {
    colour: 'sky',
    svg: `<rect x="34" y="150" width="188" height="86" rx="30" fill="url(#d)"/><rect x="34" y="80" width="188" height="92" rx="32" fill="url(#s)"/><path d="M150 80h22v92h-22zM150 172h22v64h-22z" fill="#fff" opacity=".5"/><path d="M182 80h8v92h-8zM182 172h8v64h-8z" fill="#fff" opacity=".5"/><path d="M50 126h84M50 198h84" stroke="{lo}" stroke-width="4" stroke-linecap="round" opacity=".6"/>`,
  },
  pillow: {
    colour: 'cream',
    svg: `<path d="M30 92q18-18 40-14 58 10 116 0 22-4 40 14-10 62 0 124 0 22-22 20-76-12-152 0-22 2-22-20 10-62 0-124z" fill="url(#s)"/><path d="M50 112q10 46 0 92M206 112q-10 46 0 92" stroke="{lo}" stroke-width="4" fill="none" opacity=".7"/>`,
  },
  pot: {
    colour: 'red',
    svg: `<path d="M34 142H16a10 10 0 0 0-10 10v10a12 12 0 0 0 12 12h18M222 142h18a10 10 0 0 1 10 10v10a12 12 0 0 1-12 12h-18" fill="none" stroke="{deep}" stroke-width="12"/><path d="M30 124h196v72a40 40 0 0 1-40 40H70a40 40 0 0 1-40-40z" fill="url(#g)"/><path d="M22 126c4-44 50-64 106-64s102 20 106 64z" fill="url(#s)"/><rect x="20" y="118" width="216" height="16" rx="8" fill="url(#d)"/><circle cx="128" cy="50" r="18" fill="url(#m)"/>`,
  },
  bowl: {
    colour: 'celadon',
    svg: `<path d="M26 112c2 60 34 106 74 112v12h56v-12c40-6 72-52 74-112z" fill="url(#g)"/><ellipse cx="128" cy="112" rx="102" ry="32" fill="{hi}"/><ellipse cx="128" cy="116" rx="88" ry="24" fill="url(#d)"/>`,
  },
  thermos: {
    colour: 'mistblue',
    svg: `<rect x="92" y="14" width="72" height="64" rx="14" fill="url(#d)"/><rect x="84" y="70" width="88" height="12" rx="4" fill="#D7DADD"/><rect x="78" y="80" width="100" height="156" rx="20" fill="url(#g)"/><rect x="96" y="98" width="10" height="116" rx="5" fill="#fff" opacity=".4"/>`,
  },
  carafe: {
    colour: 'mist',
    svg: `<path d="M186 92h18a24 24 0 0 1 24 24v36a24 24 0 0 1-24 24h-18" fill="none" stroke="{lo}" stroke-width="13"/><path d="M84 44h88l18 158a30 30 0 0 1-30 34H96a30 30 0 0 1-30-34z" fill="url(#s)"/><path d="M74 132h108l8 70a30 30 0 0 1-30 34H96a30 30 0 0 1-30-34z" fill="#8CC4DC" opacity=".6"/><ellipse cx="128" cy="132" rx="54" ry="10" fill="#B5DDED"/><rect x="82" y="22" width="92" height="26" rx="10" fill="url(#m)"/>`,
  },
  vase: {
    colour: 'cream',
    svg: `<path d="M104 26h48c-4 34 2 46 26 66 30 26 34 62 20 98-12 30-22 46-42 46h-56c-20 0-30-16-42-46-14-36-10-72 20-98 24-20 30-32 26-66z" fill="url(#g)"/><ellipse cx="128" cy="27" rx="25" ry="8" fill="{deep}"/>`,
  },
  diffuser: {
    colour: 'sage',
    label: [128, 182, 54],
    svg: `<path d="M118 112L84 12M128 112V6M138 112l36-100M124 112L106 8M134 112l22-102" stroke="#A9805A" stroke-width="5" stroke-linecap="round"/><rect x="104" y="92" width="48" height="34" rx="7" fill="url(#m)"/><path d="M106 124h44c30 8 44 30 44 62v22a28 28 0 0 1-28 28H90a28 28 0 0 1-28-28v-22c0-32 14-54 44-62z" fill="url(#g)"/>${PLATE(128, 184, 34)}`,
  },
  lamp: {
    colour: 'cream',
    svg: `<path d="M112 128h32l10 84h-52z" fill="url(#m)"/><path d="M76 236c0-16 22-26 52-26s52 10 52 26z" fill="url(#m)"/><path d="M24 130c0-64 46-102 104-102s104 38 104 102c0 20-208 20-208 0z" fill="url(#s)"/><ellipse cx="128" cy="132" rx="98" ry="13" fill="#FFE9B0"/>`,
  },
}
