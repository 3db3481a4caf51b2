package codec

// Decoder reads one JSON document. Get one by calling [Decode]; it is used by one goroutine.
type Decoder struct {
	raw []byte
	pos int
	// path leads to the value being read: a step for each object or array that is open.
	path     []step
	problems []Problem
	// dead says that nothing more can be read: the text is no JSON, or there are too many problems.
	dead     bool
	budget   int    // bytes of memory that values may still take
	strict   bool   // skipped values are checked for repeated members
	scratch  []byte // the last string, when it had escapes
	elements []any  // for the elements of maps, see [borrowElement]
}

// step is where in an object or array the value is that is being read: not known (before the first member, and in values
// that are skipped), at a member's name, as a string or as it stands in the text, or at an element's index.
type step struct {
	kind  stepKind
	name  string
	raw   []byte
	index int
}

type stepKind uint8

const (
	stepUnknown stepKind = iota
	stepName
	stepRaw
	stepIndex
)

// Problem is one thing that is wrong with a value, to be told to whoever sent it.
type Problem struct {
	// Pointer is the JSON Pointer (RFC 6901) of the value; "" is the whole document.
	Pointer string `json:"pointer"`
	// Message says what is wrong and what would be right: `is 200, want at most 100`.
	Message string `json:"message"`
}

// String is "pointer: message".
func (p Problem) String() string {
	if p.Pointer == "" {
		return "arguments: " + p.Message
	}
	return p.Pointer + ": " + p.Message
}
