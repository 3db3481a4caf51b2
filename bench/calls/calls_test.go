package calls

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// target is a running server.
type target struct {
	addr, token string
	process     *exec.Cmd
	sessions    string
}

func start(b testing.TB, name string) *target {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "MCPGEN_BENCH_SERVER="+name, "GOMAXPROCS=1")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = stdin.Close(); _ = cmd.Wait() })
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	t := &target{process: cmd}
	t.addr, t.token, _ = strings.Cut(strings.TrimSpace(line), " ")
	t.sessions = t.open(b)
	return t
}

// open begins a session of the older protocol.
func (t *target) open(b testing.TB) string {
	b.Helper()
	req, _ := http.NewRequest("POST", "http://"+t.addr+"/mcp", strings.NewReader(`{"jsonrpc":"2.0","id":0,"method":"initialize",`+
		`"params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"b","version":"1"}}}`))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+t.token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	return resp.Header.Get("Mcp-Session-Id")
}

const arguments = `"name":"add_note","arguments":{"title":"write the report","tags":["work","urgent"],"count":3}`

// request is the whole request of an era, as it goes over the wire.
func (t *target) request(era string) []byte {
	body := `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{` + arguments + `}}`
	header := "Mcp-Session-Id: " + t.sessions + "\r\nMcp-Protocol-Version: 2025-11-25\r\n"
	if era == "modern" {
		body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{` + arguments + `,"_meta":{` +
			`"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"b","version":"1"},` +
			`"io.modelcontextprotocol/clientCapabilities":{}}}}`
		header = "Mcp-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: add_note\r\n"
	}
	return []byte("POST /mcp HTTP/1.1\r\nHost: " + t.addr + "\r\nContent-Type: application/json\r\n" +
		"Accept: application/json, text/event-stream\r\nAuthorization: Bearer " + t.token + "\r\n" + header +
		"Content-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body)
}

// load sends the request over connections for a while, and returns how many were answered and the server's CPU time.
func (t *target) load(b testing.TB, era string, connections int, during time.Duration) (answered int64, cpu time.Duration) {
	b.Helper()
	request := t.request(era)
	var count atomic.Int64
	var group sync.WaitGroup
	before, deadline := t.cpu(b), time.Now().Add(during)
	for range connections {
		group.Go(func() {
			conn, err := net.Dial("tcp", t.addr)
			if err != nil {
				b.Error(err)
				return
			}
			defer conn.Close()
			r := bufio.NewReader(conn)
			for time.Now().Before(deadline) {
				if _, err := conn.Write(request); err != nil {
					b.Error(err)
					return
				}
				if err := readAnswer(r); err != nil {
					b.Error(err)
					return
				}
				count.Add(1)
			}
		})
	}
	group.Wait()
	return count.Load(), t.cpu(b) - before
}

// readAnswer reads one response with as little work as possible, and insists on success.
func readAnswer(r *bufio.Reader) error {
	length := -1
	for first := true; ; first = false {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return err
		}
		if first && !bytes.HasPrefix(line, []byte("HTTP/1.1 200")) {
			return fmt.Errorf("answer %q", line)
		}
		if len(line) <= 2 {
			break
		}
		if n, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			length, _ = strconv.Atoi(string(bytes.TrimSpace(n)))
		}
	}
	if length < 0 {
		return fmt.Errorf("an answer without length")
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(r, body); err != nil {
		return err
	}
	if !bytes.Contains(body, []byte(`write the report`)) || bytes.Contains(body, []byte(`isError":true`)) {
		return fmt.Errorf("answer %s", body)
	}
	return nil
}

// cpu is the CPU time of the server's process so far, from /proc.
func (t *target) cpu(b testing.TB) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", t.process.Process.Pid))
	if err != nil {
		b.Skip("no /proc: ", err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * 10 * time.Millisecond
}

// BenchmarkCall compares a call over HTTP: mcp-go by hand without authorization and validation, and mcpgen with mandate,
// checks, strict decoding and audit. Rounds alternate, since machines are shared; the ratio is what counts. "ratio" is
// mcpgen's requests per second over mcp-go's, "cpu-ratio" the same per second of server CPU time.
func BenchmarkCall(b *testing.B) {
	gen, hand := start(b, "mcpgen"), start(b, "mcpgo")
	for _, era := range []string{"legacy", "modern"} {
		for _, connections := range []int{1, 16, 64} {
			b.Run(fmt.Sprintf("%s/%d", era, connections), func(b *testing.B) {
				var requests [2]int64
				var cpu [2]time.Duration
				for range 3 * b.N {
					for i, t := range []*target{gen, hand} {
						n, spent := t.load(b, era, connections, 400*time.Millisecond)
						requests[i] += n
						cpu[i] += spent
					}
				}
				seconds := float64(3*b.N) * 0.4
				b.ReportMetric(float64(requests[0])/seconds, "mcpgen-req/s")
				b.ReportMetric(float64(requests[1])/seconds, "mcpgo-req/s")
				b.ReportMetric(float64(requests[0])/float64(requests[1]), "ratio")
				perCPU := func(i int) float64 { return float64(requests[i]) / cpu[i].Seconds() }
				b.ReportMetric(perCPU(0)/perCPU(1), "cpu-ratio")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}
