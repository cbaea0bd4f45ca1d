using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BrevoTd.Connector.Mapping;

/// <summary>Copies of a few bytes or characters, which cost less in place than the call of the general copy does.</summary>
internal static class ShortCopy
{
    private const ulong NotAscii = 0xFF80_FF80_FF80_FF80;

    /// <summary>Copies names of fields, which are seldom longer than sixteen bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Bytes(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var length = source.Length;
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target[..length]);
        if (length is >= sizeof(ulong) and <= 2 * sizeof(ulong))
        {
            var head = Unsafe.ReadUnaligned<ulong>(ref from);
            var tail = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, length - sizeof(ulong)));
            Unsafe.WriteUnaligned(ref to, head);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, length - sizeof(ulong)), tail);
        }
        else if (length is >= sizeof(uint) and < sizeof(ulong))
        {
            var head = Unsafe.ReadUnaligned<uint>(ref from);
            var tail = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref from, length - sizeof(uint)));
            Unsafe.WriteUnaligned(ref to, head);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, length - sizeof(uint)), tail);
        }
        else
        {
            source.CopyTo(target);
        }
    }

    /// <summary>Copies up to 32 characters of ASCII as bytes. What it leaves behind in the target if there are others has no meaning.</summary>
    /// <returns>Whether all characters are ASCII and no more than 32.</returns>
    public static bool TryAscii(ReadOnlySpan<char> source, Span<byte> target)
    {
        var length = source.Length;
        ref var from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(source));
        ref var to = ref MemoryMarshal.GetReference(target[..length]);
        if (length >= Vector128<ushort>.Count)
        {
            if (length <= 2 * Vector128<ushort>.Count)
            {
                var head = Vector128.LoadUnsafe(ref from);
                var tail = Vector128.LoadUnsafe(ref from, (nuint)(length - Vector128<ushort>.Count));
                var bytes = Vector128.Narrow(head, tail).AsUInt64();
                Unsafe.WriteUnaligned(ref to, bytes.ToScalar());
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, length - sizeof(ulong)), bytes.GetElement(1));
                return IsAscii(head | tail);
            }

            if (length > 4 * Vector128<ushort>.Count)
            {
                return false;
            }

            var last = (nuint)(length - (2 * Vector128<ushort>.Count));
            var first = Vector128.LoadUnsafe(ref from);
            var second = Vector128.LoadUnsafe(ref from, (nuint)Vector128<ushort>.Count);
            var third = Vector128.LoadUnsafe(ref from, last);
            var fourth = Vector128.LoadUnsafe(ref from, last + (nuint)Vector128<ushort>.Count);
            Vector128.Narrow(first, second).StoreUnsafe(ref to);
            Vector128.Narrow(third, fourth).StoreUnsafe(ref to, last);
            return IsAscii(first | second | third | fourth);
        }

        for (var i = 0; i < length; i++)
        {
            var character = Unsafe.Add(ref from, i);
            if (character >= 0x80)
            {
                return false;
            }

            Unsafe.Add(ref to, i) = (byte)character;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAscii(Vector128<ushort> characters) =>
        (characters.AsUInt64() & Vector128.Create(NotAscii)) == Vector128<ulong>.Zero;
}
