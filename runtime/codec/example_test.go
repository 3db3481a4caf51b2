package codec_test

import (
	"fmt"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

// What mcpgen generates for a struct, and what a model reads that got it wrong: all problems at once.
func ExampleDecode() {
	type note struct {
		Title string
		Stars int
	}
	members := codec.Required("title").Optional("stars")
	decode := func(d *codec.Decoder, v *note) {
		for o := d.Object(&members); o.Next(); {
			switch o.Name() {
			case "title":
				codec.ReadStringWith(d, &v.Title, codec.MinLength(1))
			case "stars":
				codec.ReadIntWith(d, &v.Stars, codec.Max(5))
			}
		}
	}
	for _, raw := range []string{`{"title":"Milk","stars":4}`, `{"titel":"Milk","stars":9}`} {
		var v note
		if problems := codec.Decode([]byte(raw), &v, decode); problems == nil {
			fmt.Println(v)
		} else {
			for _, p := range problems { // v is to be thrown away
				fmt.Println(p)
			}
		}
	}
	// Output:
	// {Milk 4}
	// /titel: is not a known member; did you mean "title"? valid members: title, stars
	// /stars: is 9, want at most 5
	// /title: is missing, but required
}
