package codec_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

// built is a value that a decoder returns, beside the same value put together by hand.
type built struct {
	name   string
	raw    string
	decode func(raw []byte) any
	byHand func() any
}

// text is a string that needs memory of its own.
func text(s string) string { return string([]byte(s)) }

// reading returns a function that decodes a T.
func reading[T any](t *testing.T, decode func(*codec.Decoder, *T)) func([]byte) any {
	return func(raw []byte) any {
		v := new(T)
		if problems := codec.Decode(raw, v, decode); problems != nil {
			t.Fatal(problems)
		}
		return v
	}
}

type spot struct{ X, Y int }

var spotMembers = codec.Required("x", "y")

func decodeSpot(d *codec.Decoder, v *spot) {
	for o := d.Object(&spotMembers); o.Next(); {
		switch o.Name() {
		case "x":
			codec.ReadInt(d, &v.X)
		case "y":
			codec.ReadInt(d, &v.Y)
		}
	}
}

// TestAllocations: decoding allocates what the value needs that it returns, and nothing else; but for maps of types that are
// not Go's own, one element for all maps of the type in a text.
func TestAllocations(t *testing.T) {
	for _, row := range []struct {
		built
		extra int
	}{
		{built{"note", string(sample), reading(t, decodeNote), noteByHand}, 0},
		{built{"string keys", `{"alpha":"one","beta":"two"}`,
			reading(t, func(d *codec.Decoder, v *map[string]string) { codec.ReadMap(d, v, codec.ReadString) }),
			func() any { v := map[string]string{text("alpha"): text("one"), text("beta"): text("two")}; return &v }}, 0},
		{built{"integer keys", `{"1":true,"-2":false,"300":true}`,
			reading(t, func(d *codec.Decoder, v *map[int]bool) { codec.ReadIntMap(d, v, codec.ReadBool) }),
			func() any { v := map[int]bool{1: true, -2: false, 300: true}; return &v }}, 0},
		{built{"keys out of a list", `{"open":1,"closed":2}`,
			reading(t, func(d *codec.Decoder, v *map[state]int) { codec.ReadEnumMap(d, v, codec.ReadInt, "open", "closed") }),
			func() any { v := map[state]int{"open": 1, "closed": 2}; return &v }}, 0},
		{built{"structs in maps in a slice", `[{"alpha":{"x":1,"y":2},"beta":{"x":3,"y":4}},{"gamma":{"x":5,"y":6}}]`,
			reading(t, func(d *codec.Decoder, v *[]map[string]spot) {
				codec.ReadSlice(d, v, func(d *codec.Decoder, v *map[string]spot) { codec.ReadMap(d, v, decodeSpot) })
			}),
			func() any {
				return &[]map[string]spot{{text("alpha"): {1, 2}, text("beta"): {3, 4}}, {text("gamma"): {5, 6}}}
			}}, 1},
	} {
		if got := row.decode([]byte(row.raw)); !reflect.DeepEqual(got, row.byHand()) {
			t.Errorf("%s: read %+v, by hand it is %+v", row.name, got, row.byHand())
		}
		raw := []byte(row.raw)
		var sink any
		if raceDetector {
			continue // it has sync.Pool forget what it holds, at random
		}
		needed := testing.AllocsPerRun(200, func() { sink = row.byHand() })
		got := testing.AllocsPerRun(200, func() { sink = row.decode(raw) })
		_ = sink
		if int(got) > int(needed)+row.extra {
			t.Errorf("%s: %v allocations, the value needs %v", row.name, got, needed)
		}
	}
}

func noteByHand() any {
	due := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	return &note{
		ID: 123456789012345678, Title: text("a title"), Score: 0.5, State: "open", Tags: []string{text("alpha"), text("beta"), text("gamma")},
		Labels: map[string]uint8{text("one"): 1, text("two"): 2, text("three"): 3}, Due: &due, Done: true,
		Parts: []note{
			{ID: 1, Title: text("first"), Score: 12.5, State: "closed", Tags: []string{text("q")}, Labels: map[string]uint8{}},
			{ID: 2, Title: text("second"), Score: 1, State: "open", Tags: []string{text("q"), text("r")}, Labels: map[string]uint8{text("x"): 7}},
		},
	}
}

// keeper is a type of a user that keeps itself.
type keeper struct{ text string }

var kept []*keeper

func (k *keeper) UnmarshalText(text []byte) error {
	k.text = string(text)
	kept = append(kept, k)
	return nil
}

// TestElementsAreNotSharedByCalls: what a method keeps of one call does not change by another one.
func TestElementsAreNotSharedByCalls(t *testing.T) {
	for _, secret := range []string{"one", "two", "three"} {
		var v map[string]keeper
		codec.Decode([]byte(`{"a":"`+secret+`"}`), &v, func(d *codec.Decoder, v *map[string]keeper) {
			codec.ReadMap(d, v, func(d *codec.Decoder, v *keeper) { codec.ReadText(d, v) })
		})
	}
	for i, k := range kept {
		for j := range kept[:i] {
			if kept[j] == k {
				t.Errorf("calls %d and %d were given the same element", j, i)
			}
		}
	}
}
