using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

/// <summary>One file on a free port of loopback, served to whoever asks.</summary>
internal sealed class LoopbackFile : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LoopbackFile(string name, string content)
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{name}");
        _ = ServeAsync(Encoding.UTF8.GetBytes(content));
    }

    public Uri Address { get; }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(byte[] content)
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptTcpClientAsync();
                await using var stream = connection.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                while (await reader.ReadLineAsync() is { Length: > 0 }) { }
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {content.Length}\r\nConnection: close\r\n\r\n")
                );
                await stream.WriteAsync(content);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
