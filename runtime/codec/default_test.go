package codec_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

type host struct {
	Addr  netip.Addr
	Names []string
}

var (
	goodHost  = codec.Optional("addr", "names").Default("addr", `"192.0.2.1"`).Default("names", `["a","b"]`)
	badHost   = codec.Required("addr").Optional("names").Default("names", `["x`+strings.Repeat(`","x`, 100)+`"]`)
	wrongHost = codec.Optional("addr", "names").Default("addr", `"nowhere"`)
)

func decodeHost(members *codec.Members) func(*codec.Decoder, *host) {
	return func(d *codec.Decoder, v *host) {
		for o := d.Object(members); o.Next(); {
			switch o.Name() {
			case "addr":
				codec.ReadText(d, &v.Addr)
			case "names":
				codec.ReadSlice(d, &v.Names, codec.ReadString)
			}
		}
	}
}

// TestDefaults reads defaults between members that are given, at several places of one text.
func TestDefaults(t *testing.T) {
	var hosts []host
	problems := codec.Decode([]byte(`[ {} , {"names":[]},{"addr":"::1"}, {"names":["c"],"addr":"::2"} ]`), &hosts, func(d *codec.Decoder, v *[]host) {
		codec.ReadSlice(d, v, decodeHost(&goodHost))
	})
	if got := fmt.Sprint(hosts, problems); got != "[{192.0.2.1 [a b]} {192.0.2.1 []} {::1 [a b]} {::2 [c]}] []" {
		t.Error(got)
	}
}

// TestDefaultThatIsNotAccepted: what the type itself refuses cannot be found when generating.
func TestDefaultThatIsNotAccepted(t *testing.T) {
	var h host
	got := fmt.Sprint(codec.Decode([]byte(`{"name":1}`), &h, decodeHost(&wrongHost)))
	want := `[/name: is not a known member; did you mean "names"? valid members: addr, names ` +
		`/addr: was left out, and its default is "nowhere", which is not accepted: ParseAddr("nowhere"): unable to parse IP]`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if problems := codec.Decode([]byte(`{"addr":"::1"}`), &h, decodeHost(&wrongHost)); problems != nil {
		t.Error(problems)
	}
}

// TestDefaultsAreCharged: {} stands for a hundred strings here, so a few megabytes of them would be gigabytes.
func TestDefaultsAreCharged(t *testing.T) {
	var hosts []host
	raw := []byte("[" + strings.Repeat(`{"addr":""},`, 300_000) + `{}]`)
	problems := codec.Decode(raw, &hosts, func(d *codec.Decoder, v *[]host) { codec.ReadSlice(d, v, decodeHost(&badHost)) })
	if last := len(problems) - 1; last < 0 || !strings.Contains(problems[last].Message, "holds too many values for its length") {
		t.Errorf("%v", problems)
	}
	if len(hosts) > 50_000 {
		t.Errorf("%d hosts with a hundred names each", len(hosts))
	}
}
