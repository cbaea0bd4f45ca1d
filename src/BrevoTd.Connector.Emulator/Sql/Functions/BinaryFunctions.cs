using System.Security.Cryptography;
using System.Text;

namespace BrevoTd.Connector.Emulator.Sql;

internal static class BinaryFunctions
{
    public static void Register(FunctionHost host)
    {
        host.AddBytes<string>("td_from_utf8", bytes => Encoding.UTF8.GetString(bytes));
        host.AddBytes<string>("td_to_base64", System.Convert.ToBase64String);
        host.AddBytes<string>("td_to_base64url", bytes => System.Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_'));
        host.AddBytes<string>("td_sha512", bytes => System.Convert.ToHexString(SHA512.HashData(bytes)));
        host.AddBytes<long>("td_crc32", bytes => Crc32(bytes));
        host.Add<string, string>("td_check_hex", CheckHex);
        host.Add<string, string>("td_base64_hex", text => Base64ToHex(text));
    }

    public static void Add(FunctionList list)
    {
        list.Begin("Binary");
        list.Add("to_utf8(varchar) -> varbinary", "encode({0})");
        list.Add("from_utf8(varbinary) -> varchar", "td_from_utf8({0})").Note = "Invalid sequences become U+FFFD.";
        list.Add("to_hex(varbinary) -> varchar", "to_hex({0})");
        list.Add("from_hex(varchar) -> varbinary", "from_hex(td_check_hex({0}))");
        list.Add("to_base64(varbinary) -> varchar", "td_to_base64({0})");
        list.Add("from_base64(varchar) -> varbinary", "from_hex(td_base64_hex({0}))");
        list.Add("to_base64url(varbinary) -> varchar", "td_to_base64url({0})");
        list.Add("from_base64url(varchar) -> varbinary", "from_hex(td_base64_hex({0}))");
        list.Add("md5(varbinary) -> varbinary", "from_hex(md5({0}))");
        list.Add("sha1(varbinary) -> varbinary", "from_hex(sha1({0}))");
        list.Add("sha256(varbinary) -> varbinary", "from_hex(sha256({0}))");
        list.Add("sha512(varbinary) -> varbinary", "from_hex(td_sha512({0}))");
        list.Add("crc32(varbinary) -> bigint", "td_crc32({0})");
    }

    private static string CheckHex(string text) =>
        text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit)
            ? text
            : throw new SqlFailedException("Invalid input: the text must have an even number of hexadecimal digits");

    private static string Base64ToHex(string text)
    {
        try
        {
            var standard = text.Replace('-', '+').Replace('_', '/');
            var padding = standard.Length % 4 is 2 or 3 ? new string('=', 4 - (standard.Length % 4)) : "";
            return System.Convert.ToHexString(System.Convert.FromBase64String(standard + padding));
        }
        catch (FormatException error)
        {
            throw new SqlFailedException("Invalid input: the text is not base64", error);
        }
    }

    private static long Crc32(byte[] bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }
        return ~crc;
    }
}
