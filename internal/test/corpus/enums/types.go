package enums

// Color is a color.
type Color string

const (
	Red   Color = "red" // the color of blood
	Green Color = "green"
	Blue  Color = "blue"
)

type Level int

const (
	Low Level = iota
	// Mid is in the middle.
	Mid
	High
	//mcp:ignore
	Levels
)

type Neg int8

const (
	Minus  Neg = -1
	Zeroth Neg = 0
	Plus   Neg = 1
)

type Big uint64

const (
	BigMax Big = 18446744073709551615
	BigMin Big = 0
)

type Single string

const OnlyOne Single = "one"

type Quirky string

const (
	QA     Quirky = "with \"quotes\""
	QB     Quirky = "<b>&"
	QC     Quirky = "ü"
	QAlias Quirky = "ü"
)

type Enums struct {
	C   Color           `json:"c"`
	L   Level           `json:"l,omitempty"`
	Cs  []Color         `json:"cs"`
	P   *Color          `json:"p,omitempty"`
	M   map[Color]Level `json:"m"`
	Sub Color           `json:"sub" jsonschema:"enum=red,enum=blue"`
	Def Color           `json:"def" jsonschema:"default=green"`
}
