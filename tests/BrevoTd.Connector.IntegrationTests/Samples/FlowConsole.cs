using System.Text;

namespace BrevoTd.Connector.IntegrationTests.Samples;

/// <summary>Keeps what one flow of control prints to itself, while tests beside it print as ever.</summary>
internal sealed class FlowConsole : TextWriter
{
    private static readonly AsyncLocal<StringBuilder?> s_current = new();

    private readonly TextWriter _outer;

    static FlowConsole()
    {
        Console.SetOut(new FlowConsole(Console.Out));
        Console.SetError(new FlowConsole(Console.Error));
    }

    private FlowConsole(TextWriter outer) => _outer = outer;

    public override Encoding Encoding => _outer.Encoding;

    /// <summary>Runs something and gives its result with what it printed.</summary>
    public static async Task<(T Result, string Printed)> RunAsync<T>(Func<Task<T>> run)
    {
        var printed = new StringBuilder();
        s_current.Value = printed;
        var result = await run();
        lock (printed)
        {
            return (result, printed.ToString());
        }
    }

    public override void Write(char value)
    {
        if (s_current.Value is { } printed)
        {
            lock (printed)
            {
                _ = printed.Append(value);
            }
        }
        else
        {
            _outer.Write(value);
        }
    }

    public override void Write(string? value)
    {
        if (s_current.Value is { } printed)
        {
            lock (printed)
            {
                _ = printed.Append(value);
            }
        }
        else
        {
            _outer.Write(value);
        }
    }

    public override void WriteLine(string? value) => Write(value + NewLine);
}
