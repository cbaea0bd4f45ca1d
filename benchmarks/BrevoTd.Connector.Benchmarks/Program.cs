using BenchmarkDotNet.Running;
using BrevoTd.Connector.Benchmarks.LargeResults;
using BrevoTd.Connector.Benchmarks.Paired;
using BrevoTd.Connector.Benchmarks.Writers;

return args switch
{
    ["paired", ..] => await PairedProgram.RunAsync(args[1..]),
    ["batch-memory", ..] => await MemoryProgram.RunAsync(args[1..]),
    ["large", ..] => await LargeProgram.RunAsync(args[1..]),
    _ => RunBenchmarks(args),
};

static int RunBenchmarks(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return 0;
}
