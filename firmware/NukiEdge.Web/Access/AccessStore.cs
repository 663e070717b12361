using NukiEdge.Core.Flash;
using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Access;

/// <summary>
/// Keeps an <see cref="AccessImage"/> in the store <see cref="StoreKind.Access"/>. Saved in pieces between the loop's turns, at once:
/// only the owner changes it, and he was told that it is saved. Sessions are not kept.
/// </summary>
public sealed class AccessStore : IPart
{
    private const long RetryUs = 60000000;

    private readonly AccessImage _image;
    private readonly SlotStore _store;
    private readonly ImageSource _source = new ImageSource();
    private int _saved;
    private int _saving;
    private bool _isSaving;
    private long _retryUs = long.MinValue;

    /// <summary>Nothing is read yet.</summary>
    /// <param name="store">May be shared with others that look before they save whether it is in use.</param>
    public AccessStore(AccessImage image, SlotStore store)
    {
        _image = image;
        _store = store;
    }

    /// <summary>Everything is in flash, and was read back.</summary>
    public bool IsSaved => _image.Changes == _saved;

    /// <summary>Reads the image. What cannot be read leaves a box without password and code, never one that is open.</summary>
    public SlotResult Load()
    {
        _store.Use(StoreKind.Access, AccessImage.Version);
        SlotResult result = _store.Load(_image.Bytes);
        _image.Check(result == SlotResult.Ok ? _store.Length : 0);
        _saved = _image.Changes;
        return result;
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (_isSaving)
        {
            Take(_image.Changes == _saving ? _store.StepSave() : _store.BeginSave(Begin()), nowUs);
            return nowUs;
        }

        if (IsSaved)
        {
            return long.MaxValue;
        }

        if (nowUs < _retryUs || _store.IsSaving)
        {
            return nowUs < _retryUs ? _retryUs : nowUs;
        }

        _store.Use(StoreKind.Access, AccessImage.Version);
        Take(_store.BeginSave(Begin()), nowUs);
        return nowUs;
    }

    /// <summary>Saves at once: a new device code, or before a restart that was planned.</summary>
    /// <returns>true when everything is in flash.</returns>
    public bool SaveAll()
    {
        if (!IsSaved)
        {
            _store.Use(StoreKind.Access, AccessImage.Version);
            Take(_store.Save(Begin()), 0);
        }

        return IsSaved;
    }

    private ImageSource Begin()
    {
        _saving = _image.Changes;
        _source.Use(_image.Bytes, _image.Length);
        return _source;
    }

    private void Take(SlotResult result, long nowUs)
    {
        _isSaving = result == SlotResult.Busy;
        if (result == SlotResult.Ok)
        {
            _saved = _saving;
        }
        else if (!_isSaving)
        {
            _retryUs = nowUs + RetryUs;
        }
    }
}
