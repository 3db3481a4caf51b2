package embedded

type Base struct {
	ID   int    `json:"id"`
	Kind string `json:"kind,omitempty"`
}
type Named struct {
	Name string `json:"name"`
}
type Embeds struct {
	Base
	Named
	Extra bool `json:"extra"`
}
type EmbedPtr struct {
	*Base
	Extra bool `json:"extra"`
}
type Shadow struct {
	Base
	ID string `json:"id"`
}
type DeepEmbed struct {
	Embeds
	Deepest int `json:"deepest"`
}
type TaggedEmbed struct {
	Base `json:"base"`
}
type TagWins struct {
	TagA
	TagB
}
type TagA struct {
	X int `json:"x"`
}
type TagB struct {
	Y  int `json:"y"`
	XX string
}
type EmbedString struct {
	Text
	Other int `json:"other"`
}
type Text string
type lower struct {
	Up int `json:"up"`
	_  int
}
type EmbedLower struct {
	lower
	B int `json:"b"`
}
type DeepPtr struct{ *EmbedPtr2 }
type EmbedPtr2 struct {
	*Base
	Z int `json:"z,omitempty"`
}
type Diamond struct {
	DiaA
	DiaB
	ID int `json:"id"`
}
type DiaA struct{ Base }
type DiaB struct {
	Other int `json:"other"`
}
type GenEmbed struct {
	Box0[int]
	C int `json:"c"`
}
type Box0[T any] struct {
	Value T `json:"value"`
}
