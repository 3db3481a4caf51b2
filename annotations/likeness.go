package annotations

// surroundings tell a near-miss from prose.
type surroundings struct {
	documents bool // the comment belongs to a declaration
	continues bool // the line before is prose that this line may continue
}

// likeness is a comment that resembles a directive: bytes [from, to) of the line are its head.
type likeness struct {
	verb     string
	from, to int
}
