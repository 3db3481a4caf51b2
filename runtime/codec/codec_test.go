package codec_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

// note and its two functions are what the generator writes for such a type.
type note struct {
	ID     int64            `json:"id"`
	Title  string           `json:"title"`
	Score  float64          `json:"score"`
	State  state            `json:"state"`
	Tags   []string         `json:"tags"`
	Labels map[string]uint8 `json:"labels"`
	Due    *time.Time       `json:"due,omitempty"`
	Data   []byte           `json:"data,omitempty"`
	Done   bool             `json:"done,omitempty"`
	Parts  []note           `json:"parts,omitempty"`
}

type state string

var (
	noteMembers  = codec.Required("id", "title", "score", "state", "tags", "labels").Optional("due", "data", "done", "parts")
	titlePattern = codec.Pattern(`^\S`)
)

func decodeNote(d *codec.Decoder, v *note) {
	for o := d.Object(&noteMembers); o.Next(); {
		switch o.Name() {
		case "id":
			codec.ReadIntWith(d, &v.ID, codec.Min(0), codec.Max(1000000000000000000))
		case "title":
			codec.ReadStringWith(d, &v.Title, codec.MinLength(1), codec.MaxLength(10), titlePattern)
		case "score":
			codec.ReadFloatWith(d, &v.Score, codec.Max(100.0))
		case "state":
			codec.ReadEnum(d, &v.State, "open", "closed")
		case "tags":
			codec.ReadSliceWith(d, &v.Tags, codec.ReadString, codec.MaxItems(3))
		case "labels":
			codec.ReadMap(d, &v.Labels, codec.ReadUint)
		case "due":
			codec.ReadPointer(d, &v.Due, codec.ReadTime)
		case "data":
			codec.ReadBytes(d, &v.Data)
		case "done":
			codec.ReadBool(d, &v.Done)
		case "parts":
			codec.ReadSlice(d, &v.Parts, decodeNote)
		}
	}
}

func encodeNote(e *codec.Encoder, v *note) {
	e.Begin()
	codec.WriteInt(e.Name("id"), &v.ID)
	codec.WriteString(e.Name("title"), &v.Title)
	codec.WriteFloat(e.Name("score"), &v.Score)
	codec.WriteString(e.Name("state"), &v.State)
	codec.WriteSlice(e.Name("tags"), &v.Tags, codec.WriteString)
	codec.WriteMap(e.Name("labels"), &v.Labels, codec.WriteUint)
	if v.Due != nil {
		codec.WritePointer(e.Name("due"), &v.Due, codec.WriteTime)
	}
	if len(v.Data) != 0 {
		codec.WriteBytes(e.Name("data"), &v.Data)
	}
	if v.Done {
		codec.WriteBool(e.Name("done"), &v.Done)
	}
	if len(v.Parts) != 0 {
		codec.WriteSlice(e.Name("parts"), &v.Parts, encodeNote)
	}
	e.End()
}

func TestDecodeReportsEverything(t *testing.T) {
	raw := `{"id":-1,"titel":"x","title":"","score":1e2,"score":101,"state":"opn","tags":["a",1,"c","d"],"labels":{"a/b":256,"c":1.0,"c":2},
	"due":"yesterday","data":"?","done":null,"parts":[{"id":1.5,"title":"a\ud800","score":"x","state":"closed","tags":{},"labels":[]}]}`
	var v note
	var got []string
	for _, p := range codec.Decode([]byte(raw), &v, decodeNote) {
		got = append(got, p.String())
	}
	want := []string{
		"/id: is -1, want at least 0",
		`/titel: is not a known member; did you mean "title"? valid members: id, title, score, state, tags, labels, due, data, done, parts`,
		"/title: has 0 characters, want at least 1",
		`/title: is "", want a match of the pattern ^\S`,
		"/score: is given more than once, want it once",
		`/state: is "opn", want one of "open", "closed" (did you mean "open"?)`,
		"/tags/1: is a number, want a string",
		"/tags: has 4 elements, want at most 3",
		"/labels/a~1b: is 256, want an integer from 0 to 255",
		"/labels/c: is given more than once, want it once",
		`/due: is "yesterday", want a date-time like 2006-01-02T15:04:05Z`,
		`/data: is "?", want standard base64 with padding`,
		"/done: is null, want true or false",
		"/parts/0/id: is 1.5, want an integer",
		`/parts/0/title: has half of a surrogate pair (\ud800), want both halves or none`,
		"/parts/0/score: is a string, want a number",
		"/parts/0/tags: is an object, want an array",
		"/parts/0/labels: is an array, want an object",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRoundTrip(t *testing.T) {
	raw := `{"id":123456789012345678,"title":"h\u00e9 <&>","score":0.1,"state":"open","tags":[],"labels":{"a":1,"b":255},"due":"2026-01-02T03:04:05.5+01:00","data":"AQI=","done":true,"parts":[{"id":1,"title":"x","score":1e-30,"state":"closed","tags":["q"],"labels":{}}]}`
	var v note
	if problems := codec.Decode([]byte(raw), &v, decodeNote); problems != nil {
		t.Fatal(problems)
	}
	out, err := codec.Append(nil, &v, encodeNote)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"id":123456789012345678,"title":"hé <&>","score":0.1,"state":"open","tags":[],"labels":{"a":1,"b":255},"due":"2026-01-02T03:04:05.5+01:00","data":"AQI=","done":true,"parts":[{"id":1,"title":"x","score":1e-30,"state":"closed","tags":["q"],"labels":{}}]}`
	if diff := cmp.Diff(want, string(out)); diff != "" {
		t.Error(diff)
	}
}
