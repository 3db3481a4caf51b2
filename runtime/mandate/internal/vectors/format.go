package vectors

// File is one file of vectors. Its README is testdata/mandates/README.md.
type File struct {
	Description string         `json:"description"`
	Now         int64          `json:"now"`    // the clock, seconds since 1970
	Config      map[string]any `json:"config"` // how the verifier is set up
	Keys        string         `json:"keys"`   // which key set of keys.json the issuer publishes
	Vectors     []Vector       `json:"vectors"`
}

// Vector is one token and what must become of it.
type Vector struct {
	Name    string           `json:"name"`
	Why     string           `json:"why"`
	Now     int64            `json:"now,omitempty"`     // instead of the file's
	Config  map[string]any   `json:"config,omitempty"`  // members replace the file's
	Keys    string           `json:"keys,omitempty"`    // instead of the file's
	Revoked []string         `json:"revoked,omitempty"` // anchors
	Epochs  map[string]int64 `json:"epochs,omitempty"`  // delegation epoch by zone
	Pad     int              `json:"pad,omitempty"`     // so many "A" go before the last dot of the token
	Token   string           `json:"token"`
	Expect  string           `json:"expect"` // "accepted" or a code
}

// option changes a vector.
type option func(*Vector)

func now(t int64) option               { return func(v *Vector) { v.Now = t } }
func with(cfg map[string]any) option   { return func(v *Vector) { v.Config = cfg } }
func keys(set string) option           { return func(v *Vector) { v.Keys = set } }
func revoked(anchors ...string) option { return func(v *Vector) { v.Revoked = anchors } }
func epoch(zone string, n int64) option {
	return func(v *Vector) { v.Epochs = map[string]int64{zone: n} }
}
func pad(n int) option { return func(v *Vector) { v.Pad = n } }

func (f *File) add(expect, name, why, token string, opts ...option) {
	v := Vector{Name: name, Why: why, Token: token, Expect: expect}
	for _, o := range opts {
		o(&v)
	}
	f.Vectors = append(f.Vectors, v)
}

func (f *File) accept(name, why, token string, opts ...option) {
	f.add("accepted", name, why, token, opts...)
}
func (f *File) invalid(name, why, token string, opts ...option) {
	f.add("invalid_token", name, why, token, opts...)
}
