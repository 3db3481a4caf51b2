package serve

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// readSettings reads the environment, then the flags over it, and checks that they fit together.
func readSettings(args, environ []string, stderr io.Writer, name string) (*settings, error) {
	s := &settings{given: map[string]bool{}}
	table := s.table()
	if err := s.readEnvironment(table, environ); err != nil {
		return nil, err
	}
	if err := s.readFlags(table, args, stderr, name); err != nil {
		return nil, err
	}
	return s, s.check()
}

// readEnvironment applies every MCPGEN_ variable. An unknown one is an error: a misspelt restriction would vanish.
// So is an empty one: a template that failed to expand would lift a restriction.
func (s *settings) readEnvironment(table []setting, environ []string) error {
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, "MCPGEN_") {
			continue
		}
		i := slices.IndexFunc(table, func(row setting) bool { return row.env == name })
		if i < 0 {
			return &SettingError{name, "there is no such setting", "-h lists them all"}
		}
		if value == "" {
			return &SettingError{name, "it is set but empty", "give it a value or unset it"}
		}
		if err := table[i].parse(value); err != nil {
			return &SettingError{name, err.Error(), ""}
		}
		s.given[name] = true
	}
	return nil
}

func (s *settings) readFlags(table []setting, args []string, stderr io.Writer, name string) error {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() { help(stderr, name, table) }
	for _, row := range table {
		switch {
		case row.flag == "":
		case row.isBool:
			flags.BoolFunc(row.flag, row.usage, row.parse)
		default:
			flags.Func(row.flag, row.usage, row.parse)
		}
	}
	if err := flags.Parse(args); err == flag.ErrHelp {
		return err
	} else if err != nil {
		return &SettingError{"command line", err.Error(), "-h lists the flags"}
	}
	if flags.NArg() > 0 {
		return &SettingError{"command line", fmt.Sprintf("unexpected argument %q", flags.Arg(0)), "-h lists the flags"}
	}
	flags.Visit(func(f *flag.Flag) { s.given["-"+f.Name] = true })
	return nil
}

func help(w io.Writer, name string, table []setting) {
	fmt.Fprintf(w, "usage: %s [flags]\n\nFlags override the environment. Keys are hex, booleans true or false, lists separated by blanks or commas.\n\n", name)
	for _, row := range table {
		usage, value := row.usage, ""
		if before, rest, ok := strings.Cut(usage, "`"); ok {
			word, after, _ := strings.Cut(rest, "`")
			usage, value = before+word+after, " "+strings.ToUpper(word)
		}
		names := row.env
		if row.flag != "" {
			names = strings.TrimSuffix("-"+row.flag+value+", "+row.env, ", ")
		}
		fmt.Fprintf(w, "  %s\n    \t%s\n", names, usage)
	}
}
