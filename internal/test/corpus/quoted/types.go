package quoted

type Quoted struct {
	I int     `json:"i,string"`
	U uint8   `json:"u,string"`
	F float64 `json:"f,string"`
	B bool    `json:"b,string"`
	P *int64  `json:"p,string,omitempty"`
	Q *bool   `json:"q,string"`
	S int16   `json:"s,string" jsonschema:"a count"`
}
