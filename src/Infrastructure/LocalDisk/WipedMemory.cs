using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GptMessenger.Infrastructure.LocalDisk;

/// <summary>
/// Lets SQLite take memory that is overwritten when it gives it back: rows of customers who were erased would else lie about in it until
/// something else is put there. It keeps none of it for its own next use either. On Linux, where the product runs; elsewhere (SQLite's
/// settings have a variable number of arguments, which are passed differently) its memory stays as it is.
/// </summary>
internal static unsafe class WipedMemory
{
    private const string Sqlite = "e_sqlite3";

    private const int Ok = 0;

    // https://www.sqlite.org/c3ref/c_config_covering_index_scan.html
    private const int ConfigMalloc = 4, ConfigPageCache = 7, ConfigLookaside = 13;

    /// <summary>The length of a piece stands before it; as much as keeps the piece aligned for everything.</summary>
    private const int Head = 16;

    private static readonly Lazy<bool> InUse = new(Take);

    /// <summary>From now on, for the whole process. To be called before SQLite is used for the first time, once or more often.</summary>
    /// <returns>Whether it is so.</returns>
    public static bool Use() => InUse.Value;

    private static bool Take()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var methods = new Methods
        {
            Allocate = &Allocate, Free = &Free, Resize = &Resize, LengthOf = &LengthOf, RoundedUp = &RoundedUp, Begin = &Begin, End = &End,
        };

        // SQLite copies them. It refuses once it has begun.
        return Configure(ConfigMalloc, &methods) == Ok && Configure(ConfigLookaside, 0, 0) == Ok && Configure(ConfigPageCache, null, 0, 0) == Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Allocate(int length) => Taken(length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(void* piece) => GiveBack(piece);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Resize(void* piece, int length)
    {
        void* other = Taken(length);
        if (other is not null)
        {
            NativeMemory.Copy(piece, other, (nuint)Math.Min(length, *Length(piece)));
            GiveBack(piece);
        }

        return other;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LengthOf(void* piece) => piece is null ? 0 : *Length(piece);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int RoundedUp(int length) => (length + 7) & ~7;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Begin(void* unused) => Ok;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void End(void* unused)
    {
    }

    /// <summary>Null: there is none. An exception must not leave for a library that knows none.</summary>
    private static void* Taken(int length)
    {
        byte* whole = (byte*)Malloc((nuint)length + Head);
        if (whole is null)
        {
            return null;
        }

        *(int*)whole = length;
        return whole + Head;
    }

    private static void GiveBack(void* piece)
    {
        if (piece is null)
        {
            return;
        }

        NativeMemory.Clear(piece, (nuint)(*Length(piece)));
        NativeMemory.Free((byte*)piece - Head);
    }

    private static int* Length(void* piece) => (int*)((byte*)piece - Head);

    [DllImport("libc", EntryPoint = "malloc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void* Malloc(nuint length);

    [DllImport(Sqlite, EntryPoint = "sqlite3_config", ExactSpelling = true, CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int Configure(int option, Methods* methods);

    [DllImport(Sqlite, EntryPoint = "sqlite3_config", ExactSpelling = true, CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int Configure(int option, int length, int count);

    [DllImport(Sqlite, EntryPoint = "sqlite3_config", ExactSpelling = true, CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int Configure(int option, void* buffer, int length, int count);

    /// <summary>https://www.sqlite.org/c3ref/mem_methods.html</summary>
    private struct Methods
    {
        public delegate* unmanaged[Cdecl]<int, void*> Allocate;
        public delegate* unmanaged[Cdecl]<void*, void> Free;
        public delegate* unmanaged[Cdecl]<void*, int, void*> Resize;
        public delegate* unmanaged[Cdecl]<void*, int> LengthOf;
        public delegate* unmanaged[Cdecl]<int, int> RoundedUp;
        public delegate* unmanaged[Cdecl]<void*, int> Begin;
        public delegate* unmanaged[Cdecl]<void*, void> End;
        public void* Unused;
    }
}
