using BenchmarkDotNet.Running;
using BrevoTd.Connector.Benchmarks.Paired;

return args is ["paired", ..] ? await PairedProgram.RunAsync(args[1..]) : RunBenchmarks(args);

static int RunBenchmarks(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return 0;
}
