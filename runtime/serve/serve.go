package serve

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
)

// Main runs the server until SIGINT or SIGTERM and then exits: 0 after a clean shutdown, 1 when serving failed, 2 when
// a setting is wrong. It is a whole main function; programs that need more call [Run].
func Main(info Info, register ...Register) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := Run(ctx, info, os.Args[1:], os.Environ(), Streams{os.Stdin, os.Stdout, os.Stderr}, register...)
	stop()
	var wrong *SettingError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		os.Exit(0)
	case errors.As(err, &wrong):
		fmt.Fprintln(os.Stderr, wrong.render(info.Name))
		os.Exit(2)
	default:
		fmt.Fprintf(os.Stderr, "%s: %v\n", info.Name, err)
		os.Exit(1)
	}
}

// Run serves until ctx ends, then shuts down gracefully and returns nil. args are the command line without the program
// name, environ the environment as [os.Environ] gives it. It returns a [*SettingError] when a setting is wrong and
// [flag.ErrHelp] after printing the help that was asked for.
func Run(ctx context.Context, info Info, args, environ []string, std Streams, register ...Register) error {
	if info.Name == "" || info.Version == "" {
		return errors.New("serve.Info needs a Name and a Version")
	}
	if len(register) == 0 {
		return errors.New("nothing to serve: pass the generated RegisterMCP functions to serve.Main")
	}
	set, err := readSettings(args, environ, std.Err, info.Name)
	if err != nil {
		return err
	}
	p := &program{info: info, set: set, std: std, register: register, log: slog.New(slog.NewTextHandler(std.Err, nil))}
	if set.stdio {
		return p.serveStdio(ctx)
	}
	return p.serveHTTP(ctx)
}
