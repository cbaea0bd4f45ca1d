#:project ../../src/BrevoTd.Connector.Emulator/BrevoTd.Connector.Emulator.csproj
#:property PublishAot=false

// Keeps both services up on loopback until Ctrl+C, for any client in any language:
//   dotnet run docs/samples/emulator.cs -- --brevo-port 8081 --td-port 8082
using System.Globalization;
using System.Runtime.InteropServices;
using BrevoTd.Connector.Emulator;

const string Usage = """
    Usage: dotnet run docs/samples/emulator.cs -- [options]

      --brevo-port P    port of the Brevo side on 127.0.0.1 (default: any free one)
      --td-port Q       port of the Treasure Data side on 127.0.0.1 (default: any free one)
      --folder F        keep the state in this folder (default: in memory)
      --tier T          Brevo's limits: general (default), advanced or extended
      --unlimited       enforce no limits
      --brevo-key K     Brevo's API key (default: a generated one)
      --td-key K        Treasure Data's API key (default: a generated one)
    """;

var options = new ConnectorEmulatorOptions();
for (var i = 0; i < args.Length; i++)
{
    var name = args[i];
    if (name == "--unlimited")
    {
        options.EnforceQuotas = false;
        continue;
    }

    if (name is "--help" or "-h")
    {
        Console.WriteLine(Usage);
        return 0;
    }

    if (!name.StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Length)
        return Refuse(name.StartsWith("--", StringComparison.Ordinal) ? $"{name} is unknown or lacks its value." : $"{name} is no option.");
    var value = args[++i];
    switch (name)
    {
        case "--brevo-port" when TryPort(value, out var port):
            options.BrevoPort = port;
            break;
        case "--td-port" when TryPort(value, out var port):
            options.TreasureDataPort = port;
            break;
        case "--folder":
            options.Folder = value;
            break;
        case "--tier"
            when Enum.TryParse<BrevoEmulatorTier>(value, ignoreCase: true, out var tier) && Enum.IsDefined(tier) && char.IsLetter(value[0]):
            options.BrevoTier = tier;
            break;
        case "--brevo-key":
            options.BrevoApiKey = value;
            break;
        case "--td-key":
            options.TreasureDataApiKey = value;
            break;
        default:
            return Refuse($"{name} is unknown, or {value} is no value for it.");
    }
}

var stopped = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    await using var emulator = await ConnectorEmulator.StartAsync(options);
    Console.WriteLine($"brevo: {emulator.Brevo.BaseAddress.AbsoluteUri.TrimEnd('/')} {emulator.Brevo.ApiKey}");
    Console.WriteLine($"treasure-data: {emulator.TreasureData.BaseAddress.AbsoluteUri.TrimEnd('/')} {emulator.TreasureData.ApiKey}");
    await stopped.Task;
    return 0;
}
catch (ArgumentException exception)
{
    return Refuse(exception.Message);
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

void Stop(PosixSignalContext signal)
{
    // The default would end the process before the emulator has closed its files.
    signal.Cancel = true;
    stopped.TrySetResult();
}

static bool TryPort(string text, out int port) =>
    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65_535;

static int Refuse(string reason)
{
    Console.Error.WriteLine(reason);
    Console.Error.WriteLine(Usage);
    return 2;
}
