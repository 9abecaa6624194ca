package io.happyhorse.core.download;

/**
 * What a downloader is doing at one moment, and what it has done since it was built.
 *
 * @param running the number of downloads that run, on threads of callers and in the background
 * @param waiting the number of downloads in the background that have not begun
 * @param kept the number of videos that were downloaded
 * @param failed the number of downloads that began and ended with an error, an interrupt and {@link VideoDownloader#close()} included
 * @param bytesReceived the bytes of videos that were received, those of failed downloads included
 */
public record DownloaderSnapshot(
    int running, int waiting, long kept, long failed, long bytesReceived) {}
