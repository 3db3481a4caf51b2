package codec_test

import (
	"errors"
	"testing"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

// TestWriteNonNil: a result whose schema promises an object is never null.
func TestWriteNonNil(t *testing.T) {
	encode := func(e *codec.Encoder, v **int) { codec.WriteNonNil(e, v, codec.WriteInt) }
	one := new(int)
	if out, err := codec.Append(nil, &one, encode); err != nil || string(out) != "0" {
		t.Errorf("wrote %s, %v", out, err)
	}
	var none *int
	if out, err := codec.Append(nil, &none, encode); !errors.Is(err, codec.ErrNil) {
		t.Errorf("nil: wrote %q, %v, want %v", out, err, codec.ErrNil)
	}
}
