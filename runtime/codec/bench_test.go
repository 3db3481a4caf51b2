package codec_test

import (
	"encoding/json"
	"testing"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

var sample = []byte(`{"id":123456789012345678,"title":"a title","score":0.5,"state":"open","tags":["alpha","beta","gamma"],"labels":{"one":1,"two":2,"three":3},"due":"2026-01-02T03:04:05Z","done":true,"parts":[{"id":1,"title":"first","score":12.5,"state":"closed","tags":["q"],"labels":{}},{"id":2,"title":"second","score":1,"state":"open","tags":["q","r"],"labels":{"x":7}}]}`)

func BenchmarkCodec(b *testing.B) {
	b.Run("codec", func(b *testing.B) {
		b.ReportAllocs()
		var out []byte
		for b.Loop() {
			var v note
			if p := codec.Decode(sample, &v, decodeNote); p != nil {
				b.Fatal(p)
			}
			out, _ = codec.Append(out[:0], &v, encodeNote)
		}
	})
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var v note
			codec.Decode(sample, &v, decodeNote)
		}
	})
	b.Run("json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var v note
			if err := json.Unmarshal(sample, &v); err != nil {
				b.Fatal(err)
			}
			json.Marshal(&v)
		}
	})
	b.Run("json-decode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var v note
			json.Unmarshal(sample, &v)
		}
	})
}
